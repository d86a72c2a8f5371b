#include <contend/scenario/bound.hpp>

#include <contend/base/check.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/plan.hpp>

#include <algorithm>
#include <utility>

/// What an execution asks between the user's operations. Reads no containers and is not
/// instrumented, so that at the granularity `access` none of it is a scheduling point.
#define CONTEND_BETWEEN_OPERATIONS __attribute__((no_sanitize("thread")))

namespace contend::scenario {

Bound::Bound(const Outline& outline, const Plan& plan)
    : construction_(outline.construction),
      invariants_(outline.invariants),
      threads_(std::make_unique<Steps[]>(plan.threads.size())),
      threads_data_(threads_.get()),
      threads_size_(plan.threads.size()) {
    CONTEND_CHECK(construction_.possible());
    initial_ = bind_part(outline, plan.initial);
    for (std::size_t i = 0; i < threads_size_; ++i)
        threads_[i] = bind_part(outline, plan.threads[i]);
    final_ = bind_part(outline, plan.final);
    bind_sequential(outline, plan);
}

void Bound::bind_sequential(const Outline& outline, const Plan& plan) {
    append_sequential(outline, plan.initial, initial_);
    for (std::size_t i = 0; i < threads_size_; ++i)
        append_sequential(outline, plan.threads[i], threads_[i]);
    append_sequential(outline, plan.final, final_);
    const auto& calls = sequential_.calls;
    const bool judged =
        std::any_of(calls.begin(), calls.end(), [](auto& call) { return call.judged; });
    if (judged) sequential_.criterion = outline.criterion;
    sequential_.construction = outline.model ? outline.model->construction : outline.construction;
    sequential_.state = outline.model ? outline.model->state : outline.state;
}

void Bound::append_sequential(const Outline& outline, const std::vector<Call>& calls, Steps own) {
    for (std::size_t i = 0; i < calls.size(); ++i) {
        Step step = own[i];
        if (outline.model) {
            const Operation& operation = outline.operations[calls[i].operation];
            const ModelOperation* const modelled = outline.model->find(operation.name);
            CONTEND_CHECK(modelled != nullptr);
            BoundCall bound = modelled->bind(calls[i].arguments);
            step.run = bound.step.run;
            step.closure = bound.step.closure;
            step.reads_only = modelled->reads_only;
            owners_.push_back(std::move(bound.owner));
        }
        sequential_.calls.push_back(step);
        sequential_.parts.push_back(outline.keyed ? part_of(calls[i]) : 0);
    }
}

unsigned Bound::part_of(const Call& call) {
    const std::string key = call.arguments.front().stored();
    const auto known = std::find(keys_.begin(), keys_.end(), key);
    if (known == keys_.end()) keys_.push_back(key);
    return static_cast<unsigned>(std::find(keys_.begin(), keys_.end(), key) - keys_.begin());
}

Steps Bound::bind_part(const Outline& outline, const std::vector<Call>& calls) {
    auto steps = std::make_unique<Step[]>(calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i) {
        CONTEND_CHECK(calls[i].operation < outline.operations.size());
        BoundCall bound = outline.operations[calls[i].operation].bind(calls[i].arguments);
        const Operation& operation = outline.operations[calls[i].operation];
        steps[i] = bound.step;
        steps[i].judged = operation.judged;
        steps[i].reads_only = operation.reads_only;
        if (const std::shared_ptr<const Progress> promised = outline.progress_of(operation)) {
            steps[i].promise = &promised->promise;
            owners_.push_back(promised);
        }
        owners_.push_back(std::move(bound.owner));
    }
    storage_.push_back(std::move(steps));
    return {storage_.back().get(), calls.size()};
}

CONTEND_BETWEEN_OPERATIONS void* Bound::create() const { return construction_.create(); }

CONTEND_BETWEEN_OPERATIONS void Bound::destroy(void* subject) const {
    construction_.destroy(subject);
}

CONTEND_BETWEEN_OPERATIONS Steps Bound::initial() const { return initial_; }

CONTEND_BETWEEN_OPERATIONS std::size_t Bound::threads() const { return threads_size_; }

CONTEND_BETWEEN_OPERATIONS Steps Bound::thread(std::size_t index) const {
    CONTEND_CHECK(index < threads_size_);
    return threads_data_[index];
}

CONTEND_BETWEEN_OPERATIONS Steps Bound::final() const { return final_; }

int Bound::violated_invariant(const void* subject) const {
    for (std::size_t i = 0; i < invariants_.size(); ++i) {
        if (!invariants_[i].holds(subject)) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace contend::scenario
