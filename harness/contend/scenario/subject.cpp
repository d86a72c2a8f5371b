#include <contend/scenario/subject.hpp>

#include <contend/scenario/error.hpp>
#include <contend/scenario/plan_text.hpp>
#include <contend/scenario/plans.hpp>
#include <contend/scenario/validation.hpp>

#include <algorithm>

namespace contend::scenario {
namespace {

bool any_stored_as_generator_state(const std::vector<Call>& calls) {
    return std::any_of(calls.begin(), calls.end(), [](const Call& call) {
        return std::any_of(call.arguments.begin(), call.arguments.end(), [](const Value& argument) {
            return argument.stored_as_generator_state();
        });
    });
}

}  // namespace

base::Result<Valid> Subject::validate() const {
    const std::string fault = fault_of(*outline_);
    if (fault.empty()) return Valid{};
    return error("the specification of " + outline_->type + ": " + fault);
}

rc::Gen<Plan> Subject::plans() const { return make_plans(outline_); }

std::unique_ptr<const Bound> Subject::bind(const Plan& plan) const {
    return std::make_unique<const Bound>(*outline_, plan);
}

std::string Subject::show(const Call& call) const { return show_call(*outline_, call); }

std::string Subject::show(const Plan& plan) const { return show_plan(*outline_, plan); }

std::string Subject::encode(const Plan& plan) const { return encode_plan(*outline_, plan); }

base::Result<Plan> Subject::decode(std::string_view text) const {
    return decode_plan(*outline_, text);
}

bool stored_as_generator_state(const Plan& plan) {
    return any_stored_as_generator_state(plan.initial) ||
           any_stored_as_generator_state(plan.final) ||
           std::any_of(plan.threads.begin(), plan.threads.end(), any_stored_as_generator_state);
}

}  // namespace contend::scenario
