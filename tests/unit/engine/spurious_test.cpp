// Goal: a spurious wake-up is a decision: there are none by default, at most as many as allowed, and never the one thing that
// keeps a deadlock from being one.
#include <unit/engine/worker.hpp>

#include <pthread.h>
#include <thread>

namespace contend::engine {
namespace {

class Spurious : public test::WorkerTest {};

// How often the wait ended before the thread that signals had signalled.
int wake_ups(std::uint64_t seed, std::uint64_t spurious_max, run::StrategyName strategy) {
    test::Shared<int> counted;
    const auto body = [&] {
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
        *counted = count;
    };
    run::Job job = test::one_execution(seed, strategy);
    job.spurious_max = spurious_max;
    EXPECT_EQ(test::outcome_of(body, job).ending, run::Ending::completed);
    return *counted;
}

int most_wake_ups(std::uint64_t spurious_max, run::StrategyName strategy) {
    int most = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const int count = wake_ups(seed, spurious_max, strategy);
        most = count > most ? count : most;
    }
    return most;
}

TEST_F(Spurious, wake_ups_do_not_happen_by_default) {
    EXPECT_EQ(most_wake_ups(run::Job().spurious_max, run::StrategyName::random), 0);
}

TEST_F(Spurious, wake_ups_happen_as_often_as_they_may) {
    EXPECT_EQ(most_wake_ups(1, run::StrategyName::random), 1);
    EXPECT_EQ(most_wake_ups(2, run::StrategyName::random), 2);
}

TEST_F(Spurious, wake_ups_are_not_in_the_default_order) {
    EXPECT_EQ(wake_ups(0, 10, run::StrategyName::replay), 0);
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
