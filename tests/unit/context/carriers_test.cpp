// Goal: how threads are held and resumed changes nothing but speed. Method: random schedules of one program, recorded with
// one carrier and replayed with each.
#include <unit/engine/worker.hpp>

#include <contend/context/carriers.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace contend::context {
namespace {

using run::ContextName;

class Carriers : public test::WorkerTest {};

// Locks, waits, thread-local objects and a thread that starts another.
void some_program() {
    std::mutex mutex;
    std::condition_variable ready;
    int items = 0;
    const auto produce = [&] {
        static thread_local std::vector<int> made;
        for (int i = 0; i < 2; ++i) {
            const std::lock_guard lock(mutex);
            made.push_back(++items);
            ready.notify_one();
        }
    };
    std::thread outer([&] { std::thread(produce).join(); });
    std::thread producer(produce);
    {
        std::unique_lock lock(mutex);
        ready.wait_for(lock, std::chrono::seconds(1), [&] { return items >= 3; });
    }
    producer.join();
    outer.join();
}

run::Outcome replayed(const run::Outcome& found, ContextName context) {
    run::Job job = test::one_execution();
    job.switches = found.schedule;
    job.context = context;
    return test::outcome_of(some_program, job);
}

TEST_F(Carriers, give_the_same_execution_for_the_same_schedule) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        run::Job job = test::one_execution(seed);
        job.context = seed % 2 == 0 ? ContextName::donated : ContextName::futex;
        const run::Outcome found = test::outcome_of(some_program, job);
        ASSERT_EQ(found.ending, run::Ending::completed) << found.message;
        for (const ContextName context : {ContextName::donated, ContextName::futex}) {
            const run::Outcome again = replayed(found, context);
            ASSERT_EQ(again.ending, found.ending) << again.message;
            ASSERT_EQ(again.digest, found.digest) << "seed " << seed;
            ASSERT_EQ(again.steps, found.steps) << "seed " << seed;
            ASSERT_EQ(again.schedule, found.schedule) << "seed " << seed;
        }
    }
}

TEST_F(Carriers, give_the_same_execution_for_the_same_seed) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        run::Job job = test::one_execution(seed, run::StrategyName::pct);
        job.context = ContextName::donated;
        const run::Outcome donated = test::outcome_of(some_program, job);
        job.context = ContextName::futex;
        const run::Outcome futex = test::outcome_of(some_program, job);
        ASSERT_EQ(donated.digest, futex.digest) << "seed " << seed;
        ASSERT_EQ(donated.schedule, futex.schedule) << "seed " << seed;
    }
}

TEST_F(Carriers, both_let_a_race_be_seen) {
    const auto racy = [] {
        auto value = std::make_unique<int>(0);
        std::thread other([&] { *value = 1; });
        *value = 2;
        other.join();
    };
    for (const ContextName context : {ContextName::donated, ContextName::futex}) {
        run::Job job = test::one_execution();
        job.context = context;
        const run::Outcome outcome = test::outcome_of(racy, job);
        EXPECT_EQ(outcome.incident.kind, history::IncidentKind::race) << outcome.message;
    }
}

}  // namespace
}  // namespace contend::context
