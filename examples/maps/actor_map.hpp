#pragma once

#include "answer.hpp"
#include "channel.hpp"
#include "plain_map.hpp"

#include <cstddef>
#include <functional>
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
/// and so is whatever a caller makes of several, by ask() or submit(). After shut_down() every call is refused: ask() is
/// empty, the others throw ShutDown. Those that the channel had taken before are answered: nobody waits for ever.
/// Costs: a hand-over there and one back, that is two wake-ups, for each call; a caller that goes on and gets the
/// future later by submit() hides them. All work is done by one thread, `f` of for_each() included; an `f` that calls the map,
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

    /// Has the owner call f(Map&), alone with the map, waits, and returns what that returned. Empty: the map is shut
    /// down, and `f` was not called. What `f` throws comes out.
    template <class Function> auto ask(Function f) const {
        using Returned = std::invoke_result_t<Function&, Map&>;
        Answer<Returned> answer;
        const auto serve = [&](Map& map) { answer.give([&] { return f(map); }); };
        const bool sent = requests_.send(std::cref(serve));
        return sent ? std::optional<Returned>(answer.get()) : std::nullopt;
    }

    /// As ask(), without a wait for the answer: the future has what `f` returned or threw, or ShutDown.
    template <class Function> auto submit(Function f) const {
        using Returned = std::invoke_result_t<Function&, Map&>;
        auto task = std::make_shared<std::packaged_task<Returned(Map*)>>(
            [function = std::move(f)](Map* map) mutable -> Returned {
                if (map == nullptr) throw ShutDown();
                return function(*map);
            });
        auto answer = task->get_future();
        if (!requests_.send([task](Map& map) { (*task)(&map); })) (*task)(nullptr);
        return answer;
    }

    /// Returns when the owner has done what was sent before, and has ended. Any thread may call it, and more than one.
    void shut_down() {
        requests_.close();
        std::call_once(ended_, [this] { owner_.join(); });
    }

    std::optional<Value> load(const Key& key) const {
        return demand([&](Map& map) { return map.load(key); });
    }
    void store(const Key& key, const Value& value) {
        demand([&](Map& map) { return map.store(key, value), true; });
    }
    bool erase(const Key& key) {
        return demand([&](Map& map) { return map.erase(key); });
    }
    std::pair<Value, bool> load_or_store(const Key& key, const Value& value) {
        return demand([&](Map& map) { return map.load_or_store(key, value); });
    }
    bool compare_and_swap(const Key& key, const Value& expected, const Value& desired) {
        return demand([&](Map& map) { return map.compare_and_swap(key, expected, desired); });
    }
    std::size_t size() const {
        return demand([](Map& map) { return map.size(); });
    }
    template <class Function> void for_each(Function f) const {
        demand([&](Map& map) { return map.for_each(f), true; });
    }

private:
    template <class Function> auto demand(Function f) const {
        auto answer = ask(f);
        if (!answer) throw ShutDown();
        return *std::move(answer);
    }

    void own() {
        Map map;
        while (const auto request = requests_.receive()) (*request)(map);
    }

    mutable Channel<std::function<void(Map&)>> requests_;
    std::once_flag ended_;
    std::thread owner_{[this] { own(); }};  // the last member: it uses the others
};

}  // namespace maps
