#include <contend/scenario/bound.hpp>

#include <contend/base/check.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/plan.hpp>

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
}

Steps Bound::bind_part(const Outline& outline, const std::vector<Call>& calls) {
    auto steps = std::make_unique<Step[]>(calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i) {
        CONTEND_CHECK(calls[i].operation < outline.operations.size());
        BoundCall bound = outline.operations[calls[i].operation].bind(calls[i].arguments);
        steps[i] = bound.step;
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
