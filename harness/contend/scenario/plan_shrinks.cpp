#include <contend/scenario/plan_shrinks.hpp>

#include <rapidcheck.h>

#include <cstddef>
#include <utility>

namespace contend::scenario {
namespace {

using Calls = std::vector<DrawnCall>;

std::vector<Call> values_of(const Calls& drawn) {
    std::vector<Call> calls;
    for (const DrawnCall& from : drawn) {
        Call call{from.operation, {}};
        for (const rc::Shrinkable<Value>& argument : from.arguments)
            call.arguments.push_back(argument.value());
        calls.push_back(std::move(call));
    }
    return calls;
}

Plan plan_of(const DrawnPlan& drawn) {
    Plan plan;
    plan.initial = values_of(drawn.initial);
    for (const Calls& thread : drawn.threads) plan.threads.push_back(values_of(thread));
    plan.final = values_of(drawn.final);
    return plan;
}

// The parts by number, so that a sequence can go through them: the initial one, the threads, the
// final one.
std::size_t part_count(const DrawnPlan& drawn) { return drawn.threads.size() + 2; }

bool is_thread(const DrawnPlan& drawn, std::size_t part) {
    return part > 0 && part <= drawn.threads.size();
}

Calls& part_of(DrawnPlan& drawn, std::size_t part) {
    if (part == 0) return drawn.initial;
    return is_thread(drawn, part) ? drawn.threads[part - 1] : drawn.final;
}

rc::Seq<DrawnPlan> without_threads(const DrawnPlan& drawn) {
    const auto with = [drawn](std::vector<Calls> threads) {
        DrawnPlan fewer = drawn;
        fewer.threads = std::move(threads);
        return fewer;
    };
    const auto has_some = [](const std::vector<Calls>& threads) { return !threads.empty(); };
    return rc::seq::map(rc::seq::filter(rc::shrink::removeChunks(drawn.threads), has_some), with);
}

rc::Seq<DrawnPlan> without_calls(const DrawnPlan& drawn, std::size_t part) {
    const auto with = [drawn, part](Calls calls) {
        DrawnPlan fewer = drawn;
        part_of(fewer, part) = std::move(calls);
        return fewer;
    };
    const bool may_be_empty = !is_thread(drawn, part);
    const auto allowed = [may_be_empty](const Calls& calls) {
        return may_be_empty || !calls.empty();
    };
    DrawnPlan copy = drawn;
    return rc::seq::map(rc::seq::filter(rc::shrink::removeChunks(part_of(copy, part)), allowed),
                        with);
}

rc::Seq<DrawnCall> with_simpler_argument(const DrawnCall& call) {
    const auto with = [call](std::vector<rc::Shrinkable<Value>> arguments) {
        return DrawnCall{call.operation, std::move(arguments)};
    };
    const auto shrinks = [](const rc::Shrinkable<Value>& argument) { return argument.shrinks(); };
    return rc::seq::map(rc::shrink::eachElement(call.arguments, shrinks), with);
}

rc::Seq<DrawnPlan> with_simpler_arguments(const DrawnPlan& drawn, std::size_t part) {
    const auto with = [drawn, part](Calls calls) {
        DrawnPlan simpler = drawn;
        part_of(simpler, part) = std::move(calls);
        return simpler;
    };
    DrawnPlan copy = drawn;
    return rc::seq::map(rc::shrink::eachElement(part_of(copy, part), with_simpler_argument), with);
}

// A function object that makes the shrinks of one part, for every part in turn.
template <class ShrinkPart>
rc::Seq<DrawnPlan> in_each_part(const DrawnPlan& drawn, ShrinkPart shrink_part) {
    return rc::seq::mapcat(
        rc::seq::range<std::size_t>(0, part_count(drawn)),
        [drawn, shrink_part](std::size_t part) { return shrink_part(drawn, part); });
}

rc::Seq<DrawnPlan> shrinks_of(const DrawnPlan& drawn) {
    return rc::seq::concat(without_threads(drawn), in_each_part(drawn, without_calls),
                           in_each_part(drawn, with_simpler_arguments));
}

}  // namespace

rc::Shrinkable<Plan> shrinkable_plan(DrawnPlan drawn) {
    return rc::shrinkable::map(
        rc::shrinkable::shrinkRecur(std::move(drawn),
                                    [](const DrawnPlan& from) { return shrinks_of(from); }),
        plan_of);
}

}  // namespace contend::scenario
