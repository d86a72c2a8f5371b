#pragma once

#include <contend/contend.hpp>
#include <contend/interpose/control.hpp>
#include <contend/run/jobs.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/supervisor.hpp>

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <new>
#include <utility>

/// Executions as a worker runs them, without the search around it.
namespace contend::test {

/// The engine needs the hooks: without ThreadSanitizer there are none.
class WorkerTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!interpose::tsan_linked()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
    }
};

/// A job of one execution in the default order, recorded.
inline run::Job one_execution() {
    run::Job job;
    job.strategy = run::StrategyName::replay;
    job.digest = true;
    return job;
}

/// One execution that the seed decides, recorded.
inline run::Job one_execution(std::uint64_t seed,
                              run::StrategyName strategy = run::StrategyName::random) {
    run::Job job = one_execution();
    job.strategy = strategy;
    job.seed = seed;
    return job;
}

/// Runs the job with this body in a worker of its own. Every race is a finding.
template <class Function> run::Outcome outcome_of(Function body, run::Job job = one_execution()) {
    const Testable testable(contend::body(std::move(body)));
    const run::Target target = testable.target(facade::plant_of_this_file);
    run::TargetBody target_body(target, scenario::Plan{});
    job.body = target_body.body();
    job.plant = target.plant;
    return run::Supervisor([](const history::RaceRecord&) { return run::Ruling::finding; })
        .run(job);
}

/// A value that the worker writes and the test reads.
template <class T> class Shared {
public:
    Shared() {
        memory_ =
            mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        value_ = new (memory_) T{};
    }
    ~Shared() { munmap(memory_, sizeof(T)); }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;

    T& operator*() const { return *value_; }
    T* operator->() const { return value_; }

private:
    void* memory_;
    T* value_;
};

}  // namespace contend::test
