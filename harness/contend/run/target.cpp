#include <contend/run/target.hpp>

#include <contend/base/check.hpp>
#include <contend/engine/operation.hpp>
#include <contend/run/worker.hpp>
#include <contend/worker/run.hpp>

/// Our own loops around the user's operations: not instrumented, or in granularity `access` the
/// harness's reads would be scheduling points too.
#define CONTEND_UNSEEN __attribute__((no_sanitize("thread")))

namespace contend::run {
namespace {

CONTEND_UNSEEN void run_steps(scenario::Steps steps, void* instance, unsigned thread,
                              unsigned first) {
    for (std::size_t i = 0; i < steps.size; ++i) {
        const unsigned operation = first + static_cast<unsigned>(i) + 1;
        engine::enter_operation(static_cast<std::uint16_t>(operation));
        const scenario::Step& step = steps.data[i];
        if (!worker::results_wanted()) {
            step.run(step.closure, instance, nullptr);
        } else {
            std::string result;
            step.run(step.closure, instance, &result);
            worker::note_result(thread, operation, result.c_str());
        }
    }
    engine::enter_operation(0);
}

CONTEND_UNSEEN void* run_thread(void* argument) {
    const auto& thread = *static_cast<const TargetBody::Thread*>(argument);
    run_steps(thread.bound->thread(thread.index), thread.instance, thread.index + 1, 0);
    return nullptr;
}

// noexcept: an exception out of the initial or final part ends the execution as an uncaught one,
// and does not unwind into whoever called the exploration.
CONTEND_UNSEEN void run_plan(void* argument) noexcept {
    const auto& parts = *static_cast<const TargetBody::Parts*>(argument);
    const scenario::Bound& bound = *parts.bound;
    void* const instance = bound.create();
    run_steps(bound.initial(), instance, 0, 0);
    for (unsigned i = 0; i < parts.thread_count; ++i) parts.threads[i].instance = instance;
    CONTEND_CHECK(
        engine::run_group(parts.thread_count, run_thread, parts.threads, sizeof parts.threads[0]));
    run_steps(bound.final(), instance, 0, static_cast<unsigned>(bound.initial().size));
    const int violated = bound.violated_invariant(instance);
    if (violated >= 0) {
        const std::string& name =
            parts.subject->invariants()[static_cast<std::size_t>(violated)].name();
        note_incident(history::IncidentKind::invariant,
                      "the invariant \"" + name + "\" does not hold", "");
    }
    bound.destroy(instance);
}

void* run_closure_thread(void* argument) {
    const Body& closure = *static_cast<const Body*>(argument);
    closure.run(closure.argument);
    return nullptr;
}

// The closure gets a logical thread of its own: fresh thread-local storage in every execution, and
// no frames of the caller's above it that might catch what it throws.
void run_closure(void* argument) {
    CONTEND_CHECK(engine::run_group(1, run_closure_thread, argument, 0));
}

}  // namespace

TargetBody::TargetBody(const Target& target, const scenario::Plan& plan)
    : subject_(target.subject), closure_(target.closure) {
    if (subject_ == nullptr) return;
    bound_ = subject_->bind(plan);
    threads_.resize(plan.threads.size());
    for (std::size_t i = 0; i < threads_.size(); ++i)
        threads_[i] = {bound_.get(), nullptr, static_cast<unsigned>(i)};
    parts_ = {subject_.get(), bound_.get(), threads_.data(),
              static_cast<unsigned>(threads_.size())};
}

Body TargetBody::body() {
    if (bound_ != nullptr) return {run_plan, &parts_};
    return {run_closure, &closure_};
}

}  // namespace contend::run
