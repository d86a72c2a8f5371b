#include <contend/run/target.hpp>

#include <contend/base/attributes.hpp>
#include <contend/base/check.hpp>
#include <contend/engine/operation.hpp>
#include <contend/run/worker.hpp>
#include <contend/worker/run.hpp>

namespace contend::run {
namespace {

// What a part of a scenario is run with.
struct Part {
    scenario::Steps steps;
    void* instance;
    unsigned thread;
    unsigned first;      // calls of this thread before it
    check::Call* noted;  // null: what the calls give is not judged
};

CONTEND_UNSEEN std::uint64_t run_step(const scenario::Step& step, const Part& part,
                                      unsigned operation) {
    const bool digest = part.noted != nullptr && step.judged;
    if (!worker::results_wanted()) return step.run(step.closure, part.instance, {digest, nullptr});
    std::string text;
    const std::uint64_t called = engine::next_stamp();
    const std::uint64_t result = step.run(step.closure, part.instance, {digest, &text});
    worker::note_result(part.thread, operation, text.c_str(), called, engine::next_stamp());
    return result;
}

CONTEND_UNSEEN void run_steps(const Part& part) {
    // Between the calls of the body alone there is nobody who could run.
    const bool has_edges = part.noted != nullptr && part.thread != 0;
    for (std::size_t i = 0; i < part.steps.size; ++i) {
        const unsigned operation = part.first + static_cast<unsigned>(i) + 1;
        if (has_edges && i == 0) engine::pass_outer_edge(schedule::call_begins);
        if (has_edges && i != 0) engine::pass_edge(schedule::call_ended | schedule::call_begins);
        engine::enter_operation(static_cast<std::uint16_t>(operation));
        const base::Promise* const promise = part.steps.data[i].promise;
        if (promise != nullptr && part.thread != 0) engine::begin_promise(*promise);
        const std::uint64_t called = part.noted != nullptr ? engine::next_stamp() : 0;
        const std::uint64_t result = run_step(part.steps.data[i], part, operation);
        if (part.noted != nullptr)
            part.noted[i] = {part.thread, called, engine::next_stamp(), result};
        if (promise != nullptr && part.thread != 0) engine::end_promise();
    }
    engine::enter_operation(0);
    if (has_edges) engine::pass_outer_edge(schedule::call_ended);
}

CONTEND_UNSEEN void* run_thread(void* argument) {
    const auto& thread = *static_cast<const TargetBody::Thread*>(argument);
    run_steps(
        {thread.bound->thread(thread.index), thread.instance, thread.index + 1, 0, thread.noted});
    return nullptr;
}

// noexcept: an exception out of the initial or final part ends the execution as an uncaught one,
// and does not unwind into whoever called the exploration.
CONTEND_UNSEEN void run_plan(void* argument) noexcept {
    const auto& parts = *static_cast<const TargetBody::Parts*>(argument);
    const scenario::Bound& bound = *parts.bound;
    void* const instance = bound.create();
    run_steps({bound.initial(), instance, 0, 0, parts.initial});
    for (unsigned i = 0; i < parts.thread_count; ++i) parts.threads[i].instance = instance;
    CONTEND_CHECK(
        engine::run_group(parts.thread_count, run_thread, parts.threads, sizeof parts.threads[0]));
    run_steps(
        {bound.final(), instance, 0, static_cast<unsigned>(bound.initial().size), parts.final});
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
        threads_[i] = {bound_.get(), nullptr, static_cast<unsigned>(i), nullptr};
    parts_ = {subject_.get(), bound_.get(), threads_.data(),
              static_cast<unsigned>(threads_.size())};
    judge_ = std::make_unique<ResultsJudge>(*bound_);
    if (judge_->judges()) note_calls(plan);
}

void TargetBody::note_calls(const scenario::Plan& plan) {
    std::size_t next = plan.initial.size();
    parts_.initial = judge_->calls_from(0);
    for (std::size_t i = 0; i < threads_.size(); ++i) {
        threads_[i].noted = judge_->calls_from(next);
        next += plan.threads[i].size();
    }
    parts_.final = judge_->calls_from(next);
}

Body TargetBody::judge() { return judge_ != nullptr ? judge_->body() : Body{}; }

Body TargetBody::body() {
    if (bound_ != nullptr) return {run_plan, &parts_};
    return {run_closure, &closure_};
}

}  // namespace contend::run
