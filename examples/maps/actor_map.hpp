#pragma once

#include "channel.hpp"
#include "plain_map.hpp"

#include <cstddef>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>

namespace maps {

/// What a call after the shutdown ends with.
struct ShutDown : std::runtime_error {
    ShutDown() : std::runtime_error("the map is shut down") {}
};

/// A map that belongs to one thread, the owner, which does what it is asked to through a bounded channel.
///
/// Guarantees: the owner does one thing at a time, so every operation is linearizable, size() and for_each() included;
/// and so is whatever a caller makes of several, by submit(). After shut_down() every call is refused, by ShutDown,
/// and those that the channel had taken before are answered: nobody waits for ever.
/// Costs: a hand-over there and one back, that is two wake-ups, for each call; a caller that goes on and gets the
/// future later hides them. All work is done by one thread, `f` of for_each() included; an `f` that calls the map,
/// or shuts it down, waits for itself. A full channel holds its senders up: the owner can not be flooded.
/// Choose it when operations are long or made of several steps, when the map holds what only one thread may touch, or
/// when callers need not wait for the answer.
template <class Key, class Value> class ActorMap {
public:
    using key_type = Key;
    using mapped_type = Value;
    using Map = PlainMap<Key, Value>;
    static constexpr bool size_is_linearizable = true;
    static constexpr bool for_each_is_linearizable = true;
    static constexpr bool for_each_may_use_the_map = false;

    explicit ActorMap(std::size_t waiting_max = 16) : requests_(waiting_max) {}
    ActorMap(const ActorMap&) = delete;
    ActorMap& operator=(const ActorMap&) = delete;
    ~ActorMap() { shut_down(); }

    /// Has the owner call f(Map&), alone with the map. The future has what it returned or threw, or ShutDown.
    template <class Function> auto submit(Function f) const {
        auto request = std::make_unique<RequestFor<Function>>(std::move(f));
        auto answer = request->task.get_future();
        std::unique_ptr<Request> sent = std::move(request);
        if (!requests_.send(sent)) sent->refuse();
        return answer;
    }

    /// As submit() and get(), but empty after the shutdown, where the others throw. For an `f` that returns a value.
    template <class Function> auto ask(Function f) const {
        auto answer = submit(std::move(f));
        try {
            return std::optional(answer.get());
        } catch (const ShutDown&) {
            return std::optional<decltype(answer.get())>();
        }
    }

    /// Returns when the owner has done what was sent before, and has ended. Any thread may call it, and more than one.
    void shut_down() {
        requests_.close();
        std::call_once(ended_, [this] { owner_.join(); });
    }

    std::optional<Value> load(const Key& key) const {
        return submit([&](Map& map) { return map.load(key); }).get();
    }
    void store(const Key& key, const Value& value) {
        submit([&](Map& map) { map.store(key, value); }).get();
    }
    bool erase(const Key& key) {
        return submit([&](Map& map) { return map.erase(key); }).get();
    }
    std::pair<Value, bool> load_or_store(const Key& key, const Value& value) {
        return submit([&](Map& map) { return map.load_or_store(key, value); }).get();
    }
    bool compare_and_swap(const Key& key, const Value& expected, const Value& desired) {
        return submit([&](Map& map) { return map.compare_and_swap(key, expected, desired); }).get();
    }
    std::size_t size() const {
        return submit([](Map& map) { return map.size(); }).get();
    }
    template <class Function> void for_each(Function f) const {
        submit([&](Map& map) { map.for_each(f); }).get();
    }

private:
    struct Request {
        virtual ~Request() = default;
        virtual void serve(Map& map) = 0;
        virtual void refuse() = 0;
    };

    // A task that is called without a map throws: that is how a future can be told of the shutdown.
    template <class Function> struct RequestFor : Request {
        using Returned = std::invoke_result_t<Function&, Map&>;
        explicit RequestFor(Function f)
            : task([function = std::move(f)](Map* map) mutable -> Returned {
                  if (map == nullptr) throw ShutDown();
                  return function(*map);
              }) {}
        void serve(Map& map) override { task(&map); }
        void refuse() override { task(nullptr); }
        std::packaged_task<Returned(Map*)> task;
    };

    void own() {
        Map map;
        while (const auto request = requests_.receive()) (*request)->serve(map);
    }

    mutable Channel<std::unique_ptr<Request>> requests_;
    std::once_flag ended_;
    std::thread owner_{[this] { own(); }};  // the last member: it uses the others
};

}  // namespace maps
