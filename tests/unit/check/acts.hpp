#pragma once

#include <contend/check/criterion.hpp>
#include <contend/check/history.hpp>
#include <contend/check/models.hpp>
#include <contend/check/sequential_model.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Scenarios of small containers, their histories, and what is right about them.
namespace contend::test {

/// An operation of a container that several kinds of model can be asked for.
struct Act {
    unsigned operation;
    int value;
};

inline std::uint64_t number(std::optional<int> value) {
    return value ? static_cast<std::uint64_t>(*value) + 2 : 1;
}

struct QueueActs {
    models::Queue<int> queue;
    std::uint64_t make(const Act& act) {
        switch (act.operation % 3) {
            case 0: queue.push(act.value); return 0;
            case 1: return number(queue.try_pop());
            default: return queue.size();
        }
    }
    std::uint64_t state() const {
        std::uint64_t state = 1;
        for (const int value : queue.state())
            state = state * 31 + static_cast<std::uint64_t>(value) + 1;
        return state;
    }
    static bool reads_only(const Act& act) { return act.operation % 3 == 2; }
};

struct MapActs {
    models::Map<int, int> map;
    std::uint64_t make(const Act& act) {
        const int key = act.value % 2;
        switch (act.operation % 4) {
            case 0: return map.insert(key, act.value) ? 1 : 2;
            case 1: return number(map.get(key));
            case 2: return number(map.take(key));
            default: return map.size();
        }
    }
    std::uint64_t state() const {
        std::uint64_t state = 1;
        for (const auto& [key, value] : map.state())
            state = state * 31 + static_cast<std::uint64_t>(key * 8 + value) + 1;
        return state;
    }
    static bool reads_only(const Act& act) { return act.operation % 2 == 1; }
};

/// What a model tells besides results.
struct Told {
    bool state = false;
    bool reads_only = false;
};

template <class Acts> class ModelOf final : public check::SequentialModel {
public:
    explicit ModelOf(std::vector<Act> acts, Told told = {}) : acts_(std::move(acts)), told_(told) {}

    std::vector<Answer> run(const std::vector<unsigned>& calls) override {
        ++runs;
        Acts object;
        std::vector<Answer> answers;
        for (const unsigned call : calls) {
            const std::uint64_t result = object.make(acts_[call]);
            answers.push_back({result, told_.state ? std::optional(object.state()) : std::nullopt});
        }
        return answers;
    }
    std::vector<std::string> show(const std::vector<unsigned>& calls) override {
        return std::vector<std::string>(calls.size());
    }
    bool reads_only(unsigned call) const override {
        return told_.reads_only && Acts::reads_only(acts_[call]);
    }

    unsigned runs = 0;

private:
    std::vector<Act> acts_;
    Told told_;
};

/// A scenario: calls, each thread's in the order in which it makes them.
struct Calls {
    std::vector<Act> acts;
    std::vector<unsigned> threads;  ///< from 1
};

/// A history of it in which every call lasts for a while, with the results of an order that fits: thread
/// after thread, as `draw(how many)` says, begins a call, has it take effect, and returns.
template <class Acts, class Draw> check::History history_of(const Calls& calls, Draw draw) {
    struct Place {
        std::vector<std::size_t> calls;
        std::size_t next = 0;
        unsigned done = 0;  // of the next one: nothing, its beginning, its effect
    };
    std::vector<Place> places;
    for (std::size_t i = 0; i < calls.acts.size(); ++i) {
        if (places.size() < calls.threads[i]) places.resize(calls.threads[i]);
        places[calls.threads[i] - 1].calls.push_back(i);
    }
    check::History history(calls.acts.size());
    Acts object;
    std::uint64_t clock = 0;
    for (;;) {
        std::vector<Place*> able;
        for (Place& place : places)
            if (place.next != place.calls.size()) able.push_back(&place);
        if (able.empty()) return history;
        Place& place = *able[draw(static_cast<unsigned>(able.size()))];
        const std::size_t index = place.calls[place.next];
        check::Call& call = history[index];
        switch (place.done++) {
            case 0:
                call.thread = calls.threads[index];
                call.called = clock++;
                break;
            case 1: call.result = object.make(calls.acts[index]); break;
            default:
                call.returned = clock++;
                place.done = 0;
                ++place.next;
        }
    }
}

/// Tries every permutation.
template <class Acts>
bool explained_by_brute_force(const Calls& calls, const check::History& history,
                              check::Criterion criterion) {
    const check::Precedence precedence = check::precedence_of(history, criterion);
    std::vector<unsigned> order(history.size());
    std::iota(order.begin(), order.end(), 0u);
    do {
        Acts object;
        check::CallSet done;
        bool fits = true;
        for (const unsigned call : order) {
            fits = fits && (precedence.before[call] & ~done).none() &&
                   object.make(calls.acts[call]) == history[call].result;
            done.set(call);
            if (!fits) break;
        }
        if (fits) return true;
    } while (std::next_permutation(order.begin(), order.end()));
    return false;
}

}  // namespace contend::test
