#include <contend/scenario/plans.hpp>

#include <contend/scenario/plan_shrinks.hpp>

#include <rapidcheck.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace contend::scenario {
namespace {

/// Draws one plan. Each member function takes its randomness from a part split off.
class Drawing {
public:
    Drawing(const Outline& outline, const rc::Random& random, int size)
        : outline_(outline), random_(random), size_(size) {}

    DrawnPlan plan() {
        DrawnPlan drawn;
        drawn.initial = each_of(Phase::initial);
        drawn.threads.resize(number_in(outline_.threads));
        for (std::vector<DrawnCall>& thread : drawn.threads) {
            const std::size_t calls = number_in(outline_.operations_per_thread);
            for (std::size_t i = 0; i < calls; ++i) thread.push_back(call(by_weight()));
        }
        drawn.final = each_of(Phase::final);
        return drawn;
    }

private:
    std::uint64_t below(std::uint64_t end) { return random_.split().next() % end; }

    std::size_t number_in(const Range& range) {
        if (range.min == 0 || range.min > range.max)
            throw rc::GenerationFailure("a range is empty");
        return static_cast<std::size_t>(range.min +
                                        below(std::uint64_t{range.max} - range.min + 1));
    }

    std::size_t by_weight() {
        std::uint64_t total = 0;
        for (const Operation& operation : outline_.operations) total += weight(operation);
        if (total == 0) throw rc::GenerationFailure("there is no operation that threads may run");
        std::uint64_t left = below(total);
        std::size_t chosen = 0;
        while (left >= weight(outline_.operations[chosen]))
            left -= weight(outline_.operations[chosen++]);
        return chosen;
    }

    static std::uint64_t weight(const Operation& operation) {
        return operation.phase == Phase::concurrent ? operation.weight : 0;
    }

    std::vector<DrawnCall> each_of(Phase phase) {
        std::vector<DrawnCall> calls;
        for (std::size_t i = 0; i < outline_.operations.size(); ++i) {
            if (outline_.operations[i].phase == phase) calls.push_back(call(i));
        }
        return calls;
    }

    DrawnCall call(std::size_t operation) {
        DrawnCall drawn{static_cast<std::uint32_t>(operation), {}};
        for (const Parameter& parameter : outline_.operations[operation].parameters) {
            drawn.arguments.push_back(parameter.generator(random_.split(), size_));
        }
        return drawn;
    }

    const Outline& outline_;
    rc::Random random_;
    int size_;
};

}  // namespace

rc::Gen<Plan> make_plans(std::shared_ptr<const Outline> outline) {
    return [outline = std::move(outline)](const rc::Random& random, int size) {
        return shrinkable_plan(Drawing(*outline, random, size).plan());
    };
}

}  // namespace contend::scenario
