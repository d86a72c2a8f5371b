// Goal: under control every lock answers as the real one. Method: the same calls freely and in an execution.
#include <unit/interpose/return_codes.hpp>

#include <pthread.h>
#include <semaphore.h>
#include <threads.h>
#include <cerrno>
#include <climits>

namespace contend::interpose {
namespace {

class ReturnCodes : public test::WorkerTest {};

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

}  // namespace
}  // namespace contend::interpose
