// Goal: under control every function about threads answers as the real one. Method: the same calls freely and in an execution.
#include <unit/interpose/return_codes.hpp>

#include <pthread.h>
#include <signal.h>
#include <threads.h>
#include <cerrno>
#include <chrono>
#include <string>

namespace contend::interpose {
namespace {

class ThreadReturnCodes : public test::WorkerTest {};

int answer(void* argument) { return *static_cast<int*>(argument); }

void use_c11_threads(Codes& codes) {
    Recorder code(codes);
    int number = -42;
    thrd_t thread{};
    code(thrd_create(&thread, answer, &number));
    int result = 0;
    code(thrd_join(thread, &result));
    code(result);
    const timespec invalid{0, -1};
    const timespec short_time{0, 1'000};
    code(thrd_sleep(&short_time, nullptr));
    code(thrd_sleep(&invalid, nullptr));
    tss_t key{};
    code(tss_create(&key, nullptr));
    code(tss_set(key, &number));
    code(tss_get(key) == &number ? 1 : 2);
    tss_delete(key);
    code(thrd_equal(thrd_current(), thrd_current()) != 0 ? 1 : 2);
}

void* end_at_once(void* argument) { return argument; }

void* sleep_an_hour(void*) {
    std::this_thread::sleep_for(std::chrono::hours(1));
    return nullptr;
}

void use_threads(Codes& codes) {
    Recorder code(codes);
    pthread_t thread{};
    void* result = nullptr;
    code(pthread_create(&thread, nullptr, end_at_once, &thread));
    code(pthread_join(thread, &result));
    code(result == &thread ? 1 : 2);
}

void use_joins_that_do_not_wait(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex = mutex_of_type(PTHREAD_MUTEX_NORMAL);
    const auto wait = [](void* held) -> void* {
        pthread_mutex_lock(static_cast<pthread_mutex_t*>(held));
        pthread_mutex_unlock(static_cast<pthread_mutex_t*>(held));
        return held;
    };
    pthread_mutex_lock(&mutex);
    pthread_t thread{};
    void* result = nullptr;
    code(pthread_create(&thread, nullptr, wait, &mutex));
    code(pthread_tryjoin_np(thread, &result));
    code(pthread_timedjoin_np(thread, &result, &past));
    code(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &past));
    code(pthread_clockjoin_np(thread, &result, CLOCK_PROCESS_CPUTIME_ID, &past));
    code(pthread_kill(thread, 0));
    code(result == nullptr ? 1 : 2);
    code(pthread_mutex_unlock(&mutex));
    code(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, nullptr));
    code(result == &mutex ? 1 : 2);
}

void use_keys(Codes& codes) {
    Recorder code(codes);
    pthread_key_t key{};
    code(pthread_key_create(&key, nullptr));
    code(pthread_getspecific(key) == nullptr ? 1 : 2);
    code(pthread_setspecific(key, &key));
    on_another_thread([&] {
        code(pthread_getspecific(key) == nullptr ? 1 : 2);
        code(pthread_setspecific(key, &codes));
    });
    code(pthread_getspecific(key) == &key ? 1 : 2);
    code(pthread_key_delete(key));
    code(pthread_key_delete(key));
    code(pthread_setspecific(key, &key));
    code(pthread_getspecific(key) == nullptr ? 1 : 2);
    code(pthread_key_delete(PTHREAD_KEYS_MAX));
    code(pthread_setspecific(PTHREAD_KEYS_MAX, &key));
}

void use_names(Codes& codes) {
    Recorder code(codes);
    std::array<char, 16> name{};
    code(pthread_setname_np(pthread_self(), "fifteen letters"));
    code(pthread_setname_np(pthread_self(), "sixteen letters."));
    code(pthread_getname_np(pthread_self(), name.data(), 15));
    code(pthread_getname_np(pthread_self(), name.data(), 16));
    code(std::string(name.data()) == "fifteen letters" ? 1 : 2);
}

void use_cancellation(Codes& codes) {
    Recorder code(codes);
    int before = -1;
    code(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before));
    code(before);
    code(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, nullptr));
    code(pthread_setcancelstate(17, &before));
    code(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &before));
    code(before);
    code(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &before));
    code(before);
    code(pthread_setcanceltype(-1, &before));
    pthread_testcancel();
}

void use_sleep(Codes& codes) {
    Recorder code(codes);
    const timespec invalid{0, -1};
    const timespec short_time{0, 1'000};
    code(nanosleep(&short_time, nullptr));
    code(nanosleep(&invalid, nullptr));
    code(errno);
    code(clock_nanosleep(CLOCK_MONOTONIC, 0, &invalid, nullptr));
    code(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &past, nullptr));
    code(usleep(1));
    code(sched_yield());
}

TEST_F(ThreadReturnCodes, of_c11_threads_are_the_real_ones) { expect_as_freely(use_c11_threads); }
TEST_F(ThreadReturnCodes, of_threads_are_the_real_ones) { expect_as_freely(use_threads); }
// Only under control: freely, a detached thread may still run when the worker is forked.
TEST_F(ThreadReturnCodes, of_a_detached_thread_are_the_real_ones) {
    test::Shared<std::array<int, 3>> codes;
    const auto body = [&] {
        pthread_t thread{};
        pthread_create(&thread, nullptr, end_at_once, nullptr);
        codes->at(0) = pthread_detach(thread);
        codes->at(1) = pthread_detach(thread);
        codes->at(2) = pthread_join(thread, nullptr);
    };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*codes, (std::array{0, EINVAL, EINVAL}));
}
TEST_F(ThreadReturnCodes, of_joins_that_do_not_wait_are_the_real_ones) {
    expect_as_freely(use_joins_that_do_not_wait);
}
TEST_F(ThreadReturnCodes, of_keys_are_the_real_ones) { expect_as_freely(use_keys); }
TEST_F(ThreadReturnCodes, of_names_of_threads_are_the_real_ones) { expect_as_freely(use_names); }
TEST_F(ThreadReturnCodes, of_cancellation_are_the_real_ones) { expect_as_freely(use_cancellation); }
TEST_F(ThreadReturnCodes, of_a_thread_that_is_joined_twice_are_the_ones_of_the_standard) {
    test::Shared<std::array<int, 4>> codes;
    const auto body = [&] {
        pthread_t thread{};
        pthread_create(&thread, nullptr, end_at_once, nullptr);
        codes->at(0) = pthread_join(thread, nullptr);
        codes->at(1) = pthread_join(thread, nullptr);
        codes->at(2) = pthread_tryjoin_np(thread, nullptr);
        codes->at(3) = pthread_detach(thread);
    };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*codes, (std::array{0, ESRCH, ESRCH, ESRCH}));
}
// Of one thread there can be one joiner, and its detachment comes too late for that one.
TEST_F(ThreadReturnCodes, of_a_thread_that_somebody_waits_for_are_the_real_ones) {
    test::Shared<std::array<int, 3>> codes;
    const auto body = [&] {
        pthread_t handle{};
        pthread_create(&handle, nullptr, sleep_an_hour, nullptr);
        std::thread joins([&] { codes->at(0) = pthread_join(handle, nullptr); });
        std::this_thread::sleep_for(std::chrono::minutes(1));
        codes->at(1) = pthread_join(handle, nullptr);
        codes->at(2) = pthread_detach(handle);
        joins.join();
    };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*codes, (std::array{0, EINVAL, 0}));
}

// Freely, the runtimes do not survive the attempt.
TEST_F(ThreadReturnCodes, of_a_thread_that_joins_itself_is_the_one_of_the_standard) {
    test::Shared<int> code;
    const auto body = [&] { *code = pthread_join(pthread_self(), nullptr); };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*code, EDEADLK);
}
TEST_F(ThreadReturnCodes, of_sleeping_are_the_real_ones) { expect_as_freely(use_sleep); }

}  // namespace
}  // namespace contend::interpose
