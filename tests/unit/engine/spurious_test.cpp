// Goal: a spurious wake-up is a decision: there are none by default, at most as many as allowed, and never the one thing that
// keeps a deadlock from being one.
#include <unit/engine/worker.hpp>

#include <pthread.h>
#include <thread>

namespace contend::engine {
namespace {

class Spurious : public test::WorkerTest {};

// Waits until another thread has signalled; how often the wait ended before.
int wake_ups_of_a_wait() {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
    bool signalled = false;
    std::thread signaller([&] {
        for (int i = 0; i < 20; ++i) std::this_thread::yield();
        pthread_mutex_lock(&mutex);
        signalled = true;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&mutex);
    });
    int count = 0;
    pthread_mutex_lock(&mutex);
    while (!signalled) {
        EXPECT_EQ(pthread_cond_wait(&changed, &mutex), 0);
        if (!signalled) ++count;
    }
    pthread_mutex_unlock(&mutex);
    signaller.join();
    return count;
}

// In 200 executions.
int most_wake_ups(std::uint64_t spurious_max, run::StrategyName strategy) {
    test::Shared<int> most;
    run::Job job;
    job.strategy = strategy;
    job.count = 200;
    job.spurious_max = spurious_max;
    const auto body = [&] {
        const int count = wake_ups_of_a_wait();
        *most = count > *most ? count : *most;
    };
    EXPECT_EQ(test::outcome_of(body, job).executions, job.count);
    return *most;
}

TEST_F(Spurious, wake_ups_do_not_happen_by_default) {
    EXPECT_EQ(most_wake_ups(run::Job().spurious_max, run::StrategyName::random), 0);
}

TEST_F(Spurious, wake_ups_happen_as_often_as_they_may) {
    EXPECT_EQ(most_wake_ups(1, run::StrategyName::random), 1);
    EXPECT_EQ(most_wake_ups(2, run::StrategyName::random), 2);
    EXPECT_GT(most_wake_ups(2, run::StrategyName::pct), 0);
}

TEST_F(Spurious, wake_ups_are_not_in_the_default_order) {
    EXPECT_EQ(most_wake_ups(10, run::StrategyName::replay), 0);
}

TEST_F(Spurious, wake_ups_do_not_hide_that_nobody_signals) {
    const auto body = [] {
        pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
        pthread_cond_t never = PTHREAD_COND_INITIALIZER;
        pthread_mutex_lock(&mutex);
        for (;;) pthread_cond_wait(&never, &mutex);
    };
    run::Job job = test::one_execution(1);
    job.spurious_max = 1'000;
    const run::Outcome outcome = test::outcome_of(body, job);
    EXPECT_EQ(outcome.incident.kind, history::IncidentKind::deadlock);
}

}  // namespace
}  // namespace contend::engine
