// Goal: one thread runs at a time, in an order that the schedule alone decides, within limits that are incidents.
#include <unit/engine/worker.hpp>

#include <contend/base/ids.hpp>

#include <unistd.h>
#include <fstream>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <vector>

namespace contend::test {
namespace {

using history::IncidentKind;
using run::Ending;
using test::outcome_of;
using test::Shared;
class Execution : public test::WorkerTest {};

void join_all(std::vector<std::thread>& threads) {
    for (std::thread& thread : threads) thread.join();
}

void three_under_a_lock() {
    auto mutex = std::make_unique<std::mutex>();
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) threads.emplace_back([&] { const std::lock_guard once(*mutex); });
    join_all(threads);
}

TEST_F(Execution, is_the_same_for_the_same_seed) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const run::Outcome first = outcome_of(three_under_a_lock, test::one_execution(seed));
        const run::Outcome second = outcome_of(three_under_a_lock, test::one_execution(seed));
        ASSERT_EQ(first.digest, second.digest);
        ASSERT_EQ(first.schedule, second.schedule);
    }
}

TEST_F(Execution, differs_from_seed_to_seed) {
    std::set<std::uint64_t> digests;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        digests.insert(outcome_of(three_under_a_lock, test::one_execution(seed)).digest);
    EXPECT_GE(digests.size(), 10U);
}

TEST_F(Execution, counts_its_scheduling_points_alike_with_and_without_an_observer) {
    run::Job job = test::one_execution();
    const run::Outcome observed = outcome_of(three_under_a_lock, job);
    job.digest = false;
    EXPECT_EQ(outcome_of(three_under_a_lock, job).steps, observed.steps);
}

TEST_F(Execution, holds_two_hundred_threads) {
    Shared<int> sum;
    const auto many = [&] {
        std::mutex mutex;
        std::vector<std::thread> threads;
        for (int i = 0; i < 200; ++i)
            threads.emplace_back([&] {
                const std::lock_guard lock(mutex);
                ++*sum;
            });
        join_all(threads);
    };
    EXPECT_EQ(outcome_of(many, test::one_execution(1)).ending, Ending::completed);
    EXPECT_EQ(*sum, 200);
}

TEST_F(Execution, refuses_one_thread_too_many_as_the_system_does) {
    Shared<int> refused_with;
    const auto greedy = [&] {
        std::vector<std::thread> threads;
        try {
            for (unsigned i = 0; i < base::threads_max; ++i) threads.emplace_back([] {});
        } catch (const std::system_error& error) {
            *refused_with = error.code().value();
        }
        join_all(threads);
    };
    EXPECT_EQ(outcome_of(greedy).ending, Ending::completed);
    EXPECT_EQ(*refused_with, EAGAIN);
}

TEST_F(Execution, reuses_its_threads_in_the_next_one) {
    run::Job job = test::one_execution();
    job.count = 500;
    const run::Outcome outcome = outcome_of(three_under_a_lock, job);
    EXPECT_EQ(outcome.ending, Ending::completed);
    EXPECT_EQ(outcome.executions, 500U);
}

TEST_F(Execution, ends_when_its_last_thread_ends_even_if_nobody_waits_for_it) {
    Shared<int> ended;
    const auto leaves = [&] {
        std::thread([&] {
            std::this_thread::yield();
            ++*ended;
        }).detach();
    };
    EXPECT_EQ(outcome_of(leaves).ending, Ending::completed);
    EXPECT_EQ(*ended, 1);
}

TEST_F(Execution, is_an_incident_when_it_takes_too_many_steps) {
    const auto endless = [] {
        for (;;) std::this_thread::yield();
    };
    run::Job job = test::one_execution();
    job.steps_max = 300;
    const run::Outcome outcome = outcome_of(endless, job);
    EXPECT_EQ(outcome.ending, Ending::incident);
    EXPECT_EQ(outcome.incident.kind, IncidentKind::step_limit);
}

TEST_F(Execution, does_not_starve_the_thread_that_a_spinning_one_waits_for) {
    const auto spins = [] {
        std::atomic<bool> set{false};
        std::thread setter([&] { set = true; });
        while (!set) {
        }
        setter.join();
    };
    for (const auto strategy : {run::StrategyName::random, run::StrategyName::pct})
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            ASSERT_EQ(outcome_of(spins, test::one_execution(seed, strategy)).ending,
                      Ending::completed);
}

TEST_F(Execution, names_every_thread_of_a_deadlock_with_its_stack) {
    const auto waits_for_itself = [] {
        std::mutex first;
        std::mutex second;
        const std::lock_guard held(first);
        std::thread other([&] {
            const std::lock_guard lock(second);
            const std::lock_guard never(first);
        });
        std::this_thread::sleep_for(std::chrono::seconds(1));
        const std::lock_guard never(second);
        other.join();
    };
    const run::Outcome outcome = outcome_of(waits_for_itself);
    ASSERT_EQ(outcome.incident.kind, IncidentKind::deadlock) << outcome.message;
    unsigned in_lock = 0;
    for (unsigned i = 0; i < outcome.incident.stack_count; ++i) {
        const history::ThreadStack& stack = outcome.incident.stacks[i];
        EXPECT_NE(stack.stack.depth, 0U) << "of thread " << stack.thread;
        if (std::string(stack.doing.c_str()).find("mutex") != std::string::npos) ++in_lock;
    }
    EXPECT_EQ(in_lock, 2U);
}

std::uint64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

struct Growth {
    std::uint64_t executions;
    std::uint64_t early;
    std::uint64_t late;
};

TEST_F(Execution, needs_no_more_memory_after_a_hundred_thousand) {
    Shared<Growth> growth;
    const auto body = [&] {
        three_under_a_lock();
        ++growth->executions;
        if (growth->executions == 10'000) growth->early = resident_bytes();
        if (growth->executions == 100'000) growth->late = resident_bytes();
    };
    run::Job job;
    job.count = 100'000;
    ASSERT_EQ(outcome_of(body, job).ending, Ending::completed);
    EXPECT_LT(growth->late, growth->early + (8U << 20));
}

}  // namespace
}  // namespace contend::test
