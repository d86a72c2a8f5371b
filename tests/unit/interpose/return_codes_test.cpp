// Goal: under control every primitive answers as the real one. Method: the same calls freely and in an execution.
#include <unit/engine/worker.hpp>

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <threads.h>
#include <time.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <string>
#include <thread>

namespace contend::interpose {
namespace {

class ReturnCodes : public test::WorkerTest {};

constexpr timespec past{1, 0};
constexpr timespec no_time{1, 1'000'000'000};

using Codes = std::array<int, 24>;

class Recorder {
public:
    explicit Recorder(Codes& codes) : codes_(codes) {}
    void operator()(int code) { codes_.at(next_++) = code; }

private:
    Codes& codes_;
    std::size_t next_ = 0;
};

template <class Function> void on_another_thread(Function function) {
    std::thread(std::move(function)).join();
}

pthread_mutex_t mutex_of_type(int type, int robustness = PTHREAD_MUTEX_STALLED,
                              int protocol = PTHREAD_PRIO_NONE) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutexattr_setrobust(&attributes, robustness);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

void use_plain_mutex(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex = mutex_of_type(PTHREAD_MUTEX_NORMAL);
    code(pthread_mutex_trylock(&mutex));
    on_another_thread([&] {
        code(pthread_mutex_trylock(&mutex));
        code(pthread_mutex_timedlock(&mutex, &past));
        code(pthread_mutex_timedlock(&mutex, &no_time));
        code(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &past));
        code(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &no_time));
        code(pthread_mutex_clocklock(&mutex, CLOCK_BOOTTIME, &past));
    });
    code(pthread_mutex_unlock(&mutex));
    code(pthread_mutex_timedlock(&mutex, &past));
    code(pthread_mutex_unlock(&mutex));
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_unlock(&mutex));
}

void use_recursive_mutex(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex = mutex_of_type(PTHREAD_MUTEX_RECURSIVE);
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_trylock(&mutex));
    on_another_thread([&] { code(pthread_mutex_trylock(&mutex)); });
    for (int i = 0; i < 3; ++i) code(pthread_mutex_unlock(&mutex));
    on_another_thread([&] {
        code(pthread_mutex_trylock(&mutex));
        code(pthread_mutex_unlock(&mutex));
    });
}

void use_checking_mutex(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex = mutex_of_type(PTHREAD_MUTEX_ERRORCHECK);
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_trylock(&mutex));
    code(pthread_mutex_timedlock(&mutex, &past));
    code(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &past));
    code(pthread_mutex_unlock(&mutex));
}

// Two owners end and keep it; the first successor repairs it, the second does not.
void abandon(Codes& codes, pthread_mutex_t mutex) {
    Recorder code(codes);
    on_another_thread([&] { code(pthread_mutex_lock(&mutex)); });
    code(pthread_mutex_consistent(&mutex) == EINVAL ? 0 : 1);
    on_another_thread([&] {
        code(pthread_mutex_trylock(&mutex));
        code(pthread_mutex_consistent(&mutex));
        code(pthread_mutex_consistent(&mutex));
        code(pthread_mutex_unlock(&mutex));
        code(pthread_mutex_lock(&mutex));
    });
    code(pthread_mutex_lock(&mutex));
    on_another_thread([&] { code(pthread_mutex_trylock(&mutex)); });
    code(pthread_mutex_unlock(&mutex));
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_trylock(&mutex));
    code(pthread_mutex_consistent(&mutex));
    code(pthread_mutex_destroy(&mutex));
}

void use_robust_mutex(Codes& codes) {
    abandon(codes, mutex_of_type(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST));
}

void use_robust_checking_mutex(Codes& codes) {
    abandon(codes, mutex_of_type(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_ROBUST));
}

void use_robust_inheriting_mutex(Codes& codes) {
    abandon(codes, mutex_of_type(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, PTHREAD_PRIO_INHERIT));
}

void use_robust_recursive_mutex(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex = mutex_of_type(PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_ROBUST);
    on_another_thread([&] {
        code(pthread_mutex_lock(&mutex));
        code(pthread_mutex_lock(&mutex));
    });
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_consistent(&mutex));
    code(pthread_mutex_unlock(&mutex));
    on_another_thread([&] { code(pthread_mutex_trylock(&mutex)); });
    code(pthread_mutex_unlock(&mutex));
    on_another_thread([&] {
        code(pthread_mutex_trylock(&mutex));
        code(pthread_mutex_unlock(&mutex));
    });
    code(pthread_mutex_destroy(&mutex));
}

void use_inheriting_mutex(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex =
        mutex_of_type(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED, PTHREAD_PRIO_INHERIT);
    code(pthread_mutex_lock(&mutex));
    code(pthread_mutex_lock(&mutex));
    on_another_thread([&] {
        code(pthread_mutex_trylock(&mutex));
        code(pthread_mutex_timedlock(&mutex, &past));
    });
    code(pthread_mutex_unlock(&mutex));
    on_another_thread([&] {
        code(pthread_mutex_lock(&mutex));
        code(pthread_mutex_unlock(&mutex));
    });
}

void use_reader_writer_lock(Codes& codes) {
    Recorder code(codes);
    pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
    code(pthread_rwlock_rdlock(&lock));
    on_another_thread([&] {
        code(pthread_rwlock_tryrdlock(&lock));
        code(pthread_rwlock_unlock(&lock));
        code(pthread_rwlock_trywrlock(&lock));
        code(pthread_rwlock_timedwrlock(&lock, &past));
    });
    code(pthread_rwlock_unlock(&lock));
    code(pthread_rwlock_wrlock(&lock));
    on_another_thread([&] {
        code(pthread_rwlock_tryrdlock(&lock));
        code(pthread_rwlock_trywrlock(&lock));
        code(pthread_rwlock_timedrdlock(&lock, &past));
        code(pthread_rwlock_timedrdlock(&lock, &no_time));
    });
    code(pthread_rwlock_wrlock(&lock));
    code(pthread_rwlock_rdlock(&lock));
    code(pthread_rwlock_timedrdlock(&lock, &past));
    code(pthread_rwlock_timedwrlock(&lock, &past));
    code(pthread_rwlock_unlock(&lock));
    code(pthread_rwlock_timedwrlock(&lock, &past));
    code(pthread_rwlock_unlock(&lock));
    code(pthread_rwlock_clockrdlock(&lock, CLOCK_BOOTTIME, &past));
    code(pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &no_time));
}

void use_condition(Codes& codes) {
    Recorder code(codes);
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    code(pthread_cond_signal(&condition));
    code(pthread_cond_broadcast(&condition));
    code(pthread_mutex_lock(&mutex));
    code(pthread_cond_timedwait(&condition, &mutex, &past));
    code(pthread_cond_timedwait(&condition, &mutex, &no_time));
    code(pthread_cond_clockwait(&condition, &mutex, CLOCK_MONOTONIC, &past));
    code(pthread_cond_clockwait(&condition, &mutex, CLOCK_BOOTTIME, &past));
    code(pthread_mutex_unlock(&mutex));
}

void use_spin_lock(Codes& codes) {
    Recorder code(codes);
    pthread_spinlock_t lock{};
    code(pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE));
    code(pthread_spin_lock(&lock));
    code(pthread_spin_trylock(&lock));
    on_another_thread([&] { code(pthread_spin_trylock(&lock)); });
    code(pthread_spin_unlock(&lock));
    code(pthread_spin_trylock(&lock));
    code(pthread_spin_unlock(&lock));
    code(pthread_spin_destroy(&lock));
}

void use_barrier(Codes& codes) {
    Recorder code(codes);
    pthread_barrier_t barrier;
    code(pthread_barrier_init(&barrier, nullptr, 0));
    code(pthread_barrier_init(&barrier, nullptr, 1));
    code(pthread_barrier_wait(&barrier));
    code(pthread_barrier_wait(&barrier));
    code(pthread_barrier_destroy(&barrier));
    code(pthread_barrier_init(&barrier, nullptr, 2));
    int told = 0;
    for (int round = 0; round < 3; ++round) {
        int others = 0;
        std::thread other([&] { others = pthread_barrier_wait(&barrier); });
        told += pthread_barrier_wait(&barrier);
        other.join();
        told += others;
    }
    code(told);
    code(pthread_barrier_destroy(&barrier));
}

void use_semaphore(Codes& codes) {
    Recorder code(codes);
    const auto failing = [&](int result) {
        code(result);
        code(result == 0 ? 0 : errno);
    };
    sem_t semaphore;
    failing(sem_init(&semaphore, 0, 1u + SEM_VALUE_MAX));
    failing(sem_init(&semaphore, 0, SEM_VALUE_MAX));
    failing(sem_post(&semaphore));
    code(sem_destroy(&semaphore));
    code(sem_init(&semaphore, 0, 1));
    int value = 7;
    code(sem_getvalue(&semaphore, &value));
    code(value);
    failing(sem_timedwait(&semaphore, &no_time));
    failing(sem_clockwait(&semaphore, CLOCK_BOOTTIME, &past));
    code(sem_timedwait(&semaphore, &past));
    failing(sem_timedwait(&semaphore, &past));
}

void use_empty_semaphore(Codes& codes) {
    Recorder code(codes);
    const auto failing = [&](int result) {
        code(result);
        code(result == 0 ? 0 : errno);
    };
    sem_t semaphore;
    code(sem_init(&semaphore, 0, 0));
    failing(sem_trywait(&semaphore));
    failing(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &past));
    failing(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &no_time));
    code(sem_post(&semaphore));
    code(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &past));
    code(sem_post(&semaphore));
    code(sem_trywait(&semaphore));
    code(sem_post(&semaphore));
    code(sem_wait(&semaphore));
    code(sem_destroy(&semaphore));
}

int answer(void* argument) { return *static_cast<int*>(argument); }

void use_c11_locks(Codes& codes) {
    Recorder code(codes);
    mtx_t mutex;
    cnd_t condition;
    code(mtx_init(&mutex, mtx_recursive | mtx_timed));
    code(mtx_lock(&mutex));
    code(mtx_trylock(&mutex));
    on_another_thread([&] {
        code(mtx_trylock(&mutex));
        code(mtx_timedlock(&mutex, &past));
        code(mtx_timedlock(&mutex, &no_time));
    });
    code(mtx_unlock(&mutex));
    code(cnd_init(&condition));
    code(cnd_timedwait(&condition, &mutex, &past));
    code(cnd_signal(&condition));
    code(cnd_broadcast(&condition));
    cnd_destroy(&condition);
    code(mtx_unlock(&mutex));
    mtx_destroy(&mutex);
}

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

void expect_as_freely(void (*use)(Codes&)) {
    Codes freely{};
    use(freely);
    test::Shared<Codes> controlled;
    const run::Outcome outcome = test::outcome_of([&] { use(*controlled); });
    EXPECT_EQ(outcome.ending, run::Ending::completed) << outcome.message;
    EXPECT_EQ(*controlled, freely);
}

TEST_F(ReturnCodes, of_a_mutex_are_the_real_ones) { expect_as_freely(use_plain_mutex); }
TEST_F(ReturnCodes, of_a_recursive_mutex_are_the_real_ones) {
    expect_as_freely(use_recursive_mutex);
}
TEST_F(ReturnCodes, of_a_checking_mutex_are_the_real_ones) { expect_as_freely(use_checking_mutex); }
TEST_F(ReturnCodes, of_a_reader_writer_lock_are_the_real_ones) {
    expect_as_freely(use_reader_writer_lock);
}
TEST_F(ReturnCodes, of_a_condition_variable_are_the_real_ones) { expect_as_freely(use_condition); }
TEST_F(ReturnCodes, of_a_robust_mutex_are_the_real_ones) { expect_as_freely(use_robust_mutex); }
TEST_F(ReturnCodes, of_a_robust_checking_mutex_are_the_real_ones) {
    expect_as_freely(use_robust_checking_mutex);
}
TEST_F(ReturnCodes, of_a_robust_recursive_mutex_are_the_real_ones) {
    expect_as_freely(use_robust_recursive_mutex);
}
TEST_F(ReturnCodes, of_a_robust_inheriting_mutex_are_the_real_ones) {
    expect_as_freely(use_robust_inheriting_mutex);
}
TEST_F(ReturnCodes, of_a_priority_inheriting_mutex_are_the_real_ones) {
    expect_as_freely(use_inheriting_mutex);
}
TEST_F(ReturnCodes, of_a_spin_lock_are_the_real_ones) { expect_as_freely(use_spin_lock); }
TEST_F(ReturnCodes, of_a_barrier_are_the_real_ones) { expect_as_freely(use_barrier); }
TEST_F(ReturnCodes, of_a_semaphore_are_the_real_ones) { expect_as_freely(use_semaphore); }
TEST_F(ReturnCodes, of_an_empty_semaphore_are_the_real_ones) {
    expect_as_freely(use_empty_semaphore);
}
TEST_F(ReturnCodes, of_c11_locks_are_the_real_ones) { expect_as_freely(use_c11_locks); }
TEST_F(ReturnCodes, of_c11_threads_are_the_real_ones) { expect_as_freely(use_c11_threads); }
TEST_F(ReturnCodes, of_threads_are_the_real_ones) { expect_as_freely(use_threads); }
// Only under control: freely, a detached thread may still run when the worker is forked.
TEST_F(ReturnCodes, of_a_detached_thread_are_the_real_ones) {
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
TEST_F(ReturnCodes, of_joins_that_do_not_wait_are_the_real_ones) {
    expect_as_freely(use_joins_that_do_not_wait);
}
TEST_F(ReturnCodes, of_keys_are_the_real_ones) { expect_as_freely(use_keys); }
TEST_F(ReturnCodes, of_names_of_threads_are_the_real_ones) { expect_as_freely(use_names); }
TEST_F(ReturnCodes, of_cancellation_are_the_real_ones) { expect_as_freely(use_cancellation); }
TEST_F(ReturnCodes, of_a_thread_that_is_joined_twice_are_the_ones_of_the_standard) {
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
TEST_F(ReturnCodes, of_a_thread_that_somebody_waits_for_are_the_real_ones) {
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
TEST_F(ReturnCodes, of_a_thread_that_joins_itself_is_the_one_of_the_standard) {
    test::Shared<int> code;
    const auto body = [&] { *code = pthread_join(pthread_self(), nullptr); };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*code, EDEADLK);
}
TEST_F(ReturnCodes, of_sleeping_are_the_real_ones) { expect_as_freely(use_sleep); }

}  // namespace
}  // namespace contend::interpose
