#include <contend/scenario/shrink.hpp>

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

namespace contend::scenario {
namespace {

void append_key(std::string& key, const std::vector<Call>& calls) {
    for (const Call& call : calls) {
        key += '+';
        key += std::to_string(call.operation);
        for (const Value& argument : call.arguments) key += ':' + argument.stored();
    }
}

// Plans with the same key are equal: the operation says which types its arguments have.
std::string key_of(const Plan& plan) {
    std::string key;
    append_key(key, plan.initial);
    for (const std::vector<Call>& thread : plan.threads) append_key(key += '/', thread);
    append_key(key += '/', plan.final);
    return key;
}

// A shrink of an argument may come from a filtered generator, which can fail to make a value.
std::optional<Plan> value_of(const rc::Shrinkable<Plan>& candidate) {
    try {
        return candidate.value();
    } catch (const rc::GenerationFailure&) {
        return std::nullopt;
    }
}

class Walk {
public:
    Walk(const rc::Shrinkable<Plan>& plan, const std::function<bool(const Plan&)>& fails,
         const ShrinkLimits& limits)
        : fails_(fails), limits_(limits), shrunk_{plan} {
        if (const std::optional<Plan> root = value_of(plan)) seen_.insert(key_of(*root));
    }

    Shrunk run() {
        while (std::optional<rc::Shrinkable<Plan>> next = first_that_fails()) {
            shrunk_.best = std::move(*next);
            ++shrunk_.accepted;
        }
        return std::move(shrunk_);
    }

private:
    // Nothing: no shrink of the best plan fails, or a limit was hit.
    std::optional<rc::Shrinkable<Plan>> first_that_fails() {
        rc::Seq<rc::Shrinkable<Plan>> shrinks = shrunk_.best.shrinks();
        while (rc::Maybe<rc::Shrinkable<Plan>> candidate = shrinks.next()) {
            const std::optional<Plan> plan = value_of(*candidate);
            if (!plan || !seen_.insert(key_of(*plan)).second) continue;
            if (at_limit()) {
                shrunk_.limit_hit = true;
                return std::nullopt;
            }
            ++shrunk_.candidates;
            if (fails_(*plan)) return std::move(*candidate);
        }
        return std::nullopt;
    }

    bool at_limit() const {
        return shrunk_.candidates >= limits_.candidates_max ||
               (limits_.out_of_time && limits_.out_of_time());
    }

    const std::function<bool(const Plan&)>& fails_;
    const ShrinkLimits& limits_;
    Shrunk shrunk_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

Shrunk shrink(const rc::Shrinkable<Plan>& plan, const std::function<bool(const Plan&)>& fails,
              const ShrinkLimits& limits) {
    return Walk(plan, fails, limits).run();
}

}  // namespace contend::scenario
