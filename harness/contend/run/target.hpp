#pragma once

#include <contend/run/job.hpp>
#include <contend/run/results_judge.hpp>
#include <contend/scenario/bound.hpp>
#include <contend/scenario/subject.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace contend::run {

/// What is explored: a specification, one scenario of it, or a closure.
struct Target {
    std::shared_ptr<const scenario::Subject> subject;  ///< null for a closure
    std::optional<scenario::Plan> plan;                ///< only this scenario
    Body closure;
    std::shared_ptr<const Program> program;  ///< a whole program instead
    Plant plant = nullptr;
    std::vector<scenario::Toleration> tolerated;  ///< besides what the specification tolerates
    std::string expected;                         ///< the kind of finding it must show; empty: none

    /// The logical thread that people call thread 0: a closure runs on a thread of its own.
    unsigned first_thread() const { return subject == nullptr && program == nullptr ? 1 : 0; }

    bool generates_scenarios() const { return subject != nullptr && !plan; }
};

/// One execution's code for a target: a bound plan, or the closure. Stays valid, and in place,
/// while jobs use it.
class TargetBody {
public:
    TargetBody(const Target& target, const scenario::Plan& plan);
    TargetBody(const TargetBody&) = delete;
    TargetBody& operator=(const TargetBody&) = delete;

    Body body();

    /// What is to be called after each execution; empty when there are no results to judge.
    Body judge();

    /// What one logical thread of the scenario is given.
    struct Thread {
        const scenario::Bound* bound = nullptr;
        void* instance = nullptr;
        unsigned index = 0;
        check::Call* noted = nullptr;  ///< where its calls are noted; null when they are not
    };

    /// What an execution reads: plain members, because functions would be instrumented ones.
    struct Parts {
        const scenario::Subject* subject = nullptr;
        const scenario::Bound* bound = nullptr;
        Thread* threads = nullptr;
        unsigned thread_count = 0;
        check::Call* initial = nullptr;  ///< where the calls of these parts are noted
        check::Call* final = nullptr;
    };

private:
    void note_calls(const scenario::Plan& plan);

    std::shared_ptr<const scenario::Subject> subject_;
    std::unique_ptr<const scenario::Bound> bound_;
    std::unique_ptr<ResultsJudge> judge_;
    std::vector<Thread> threads_;
    Parts parts_;
    Body closure_;
};

}  // namespace contend::run
