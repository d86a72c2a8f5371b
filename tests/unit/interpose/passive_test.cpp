// Goal: where threads run freely, ThreadSanitizer knows every form of waiting: it says nothing about code that is right,
// and finds the race in code that is not.
#include <unit/engine/worker.hpp>

#include <pthread.h>
#include <semaphore.h>
#include <threads.h>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace contend::interpose {
namespace {

using namespace std::chrono_literals;

class Passive : public test::WorkerTest {
protected:
    void SetUp() override {
        WorkerTest::SetUp();
        if (IsSkipped()) return;
        collect_reports(true);
        take_reports(records_, records_max);
    }
    void TearDown() override {
        if (!IsSkipped()) collect_reports(false);
    }

    std::size_t reports() { return take_reports(records_, records_max); }

    static constexpr std::size_t records_max = 16;
    history::RaceRecord records_[records_max];
};

constexpr int repetitions = 200;

template <class Function> void on_two_threads(Function function) {
    const auto repeat = [&] {
        for (int i = 0; i < repetitions; ++i) function();
    };
    std::thread first(repeat);
    std::thread second(repeat);
    first.join();
    second.join();
}

timespec in_an_hour(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    time.tv_sec += 3'600;
    return time;
}

// A number of its own in each test: what was reported once is not reported again.
struct Counter {
    int number = 0;
};

TEST_F(Passive, finds_a_race) {
    const auto counter = std::make_unique<Counter>();
    on_two_threads([&] { ++counter->number; });
    EXPECT_NE(reports(), 0U);
}

TEST_F(Passive, knows_a_mutex_that_is_locked_by_a_clock) {
    const auto counter = std::make_unique<Counter>();
    std::timed_mutex mutex;
    on_two_threads([&] {
        const std::unique_lock lock(mutex, 1h);
        ASSERT_TRUE(lock.owns_lock());
        ++counter->number;
    });
    EXPECT_EQ(counter->number, 2 * repetitions);
    EXPECT_EQ(reports(), 0U);
}

TEST_F(Passive, knows_a_shared_mutex_that_is_locked_by_a_clock) {
    const auto counter = std::make_unique<Counter>();
    std::shared_timed_mutex mutex;
    on_two_threads([&] {
        if (const std::unique_lock lock(mutex, 1h); lock.owns_lock()) ++counter->number;
        if (const std::shared_lock lock(mutex, 1h); lock.owns_lock()) {
            EXPECT_GT(counter->number, 0);
        }
    });
    EXPECT_EQ(counter->number, 2 * repetitions);
    EXPECT_EQ(reports(), 0U);
}

TEST_F(Passive, knows_a_condition_variable_that_is_waited_for_by_a_clock) {
    const auto counter = std::make_unique<Counter>();
    std::mutex mutex;
    std::condition_variable changed;
    std::thread producer([&] {
        for (int i = 0; i < repetitions; ++i) {
            const std::lock_guard lock(mutex);
            ++counter->number;
            changed.notify_one();
        }
    });
    {
        std::unique_lock lock(mutex);
        EXPECT_TRUE(changed.wait_for(lock, 1h, [&] { return counter->number == repetitions; }));
        EXPECT_EQ(changed.wait_for(lock, 1us), std::cv_status::timeout);
    }
    producer.join();
    EXPECT_EQ(reports(), 0U);
}

TEST_F(Passive, knows_a_semaphore_that_is_waited_for_by_a_clock) {
    const auto counter = std::make_unique<Counter>();
    sem_t semaphore;
    sem_init(&semaphore, 0, 1);
    const timespec deadline = in_an_hour(CLOCK_MONOTONIC);
    on_two_threads([&] {
        ASSERT_EQ(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &deadline), 0);
        ++counter->number;
        sem_post(&semaphore);
    });
    EXPECT_EQ(counter->number, 2 * repetitions);
    const timespec now{1, 0};
    ASSERT_EQ(sem_wait(&semaphore), 0);
    EXPECT_EQ(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &now), -1);
    EXPECT_EQ(errno, ETIMEDOUT);
    EXPECT_EQ(reports(), 0U);
}

TEST_F(Passive, knows_c11_locks) {
    const auto counter = std::make_unique<Counter>();
    mtx_t mutex;
    cnd_t changed;
    mtx_init(&mutex, mtx_timed);
    cnd_init(&changed);
    const timespec deadline = in_an_hour(CLOCK_REALTIME);
    on_two_threads([&] {
        ASSERT_EQ(mtx_lock(&mutex), thrd_success);
        ++counter->number;
        cnd_broadcast(&changed);
        mtx_unlock(&mutex);
        ASSERT_EQ(mtx_timedlock(&mutex, &deadline), thrd_success);
        while (counter->number < 1) cnd_timedwait(&changed, &mutex, &deadline);
        mtx_unlock(&mutex);
    });
    EXPECT_EQ(counter->number, 2 * repetitions);
    cnd_destroy(&changed);
    mtx_destroy(&mutex);
    EXPECT_EQ(reports(), 0U);
}

int increment_and_exit(void* counter) {
    ++static_cast<Counter*>(counter)->number;
    thrd_exit(42);
}

TEST_F(Passive, knows_c11_threads) {
    const auto counter = std::make_unique<Counter>();
    for (int i = 0; i < 10; ++i) {
        ++counter->number;
        thrd_t thread{};
        ASSERT_EQ(thrd_create(&thread, increment_and_exit, counter.get()), thrd_success);
        int result = 0;
        ASSERT_EQ(thrd_join(thread, &result), thrd_success);
        EXPECT_EQ(result, 42);
    }
    EXPECT_EQ(counter->number, 20);
    EXPECT_EQ(reports(), 0U);
}

TEST_F(Passive, finds_a_race_between_c11_threads) {
    const auto counter = std::make_unique<Counter>();
    thrd_t first{};
    thrd_t second{};
    ASSERT_EQ(thrd_create(&first, increment_and_exit, counter.get()), thrd_success);
    ASSERT_EQ(thrd_create(&second, increment_and_exit, counter.get()), thrd_success);
    thrd_join(first, nullptr);
    thrd_join(second, nullptr);
    EXPECT_NE(reports(), 0U);
}

}  // namespace
}  // namespace contend::interpose
