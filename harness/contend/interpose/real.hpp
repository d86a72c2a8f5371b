#pragma once

#include <pthread.h>
#include <semaphore.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/// The runtime's own versions of the functions interposed here, and what it exports for the engine
/// and the reports.
extern "C" {

int __interceptor_pthread_create(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
int __interceptor_pthread_join(pthread_t, void**);
int __interceptor_pthread_tryjoin_np(pthread_t, void**);
int __interceptor_pthread_timedjoin_np(pthread_t, void**, const timespec*);
int __interceptor_pthread_detach(pthread_t);
void __interceptor_pthread_exit(void*);
void __interceptor__exit(int);
pid_t __interceptor_fork();
void __interceptor_longjmp(void*, int);
int __interceptor_pthread_setname_np(pthread_t, const char*);
int __interceptor_pthread_getname_np(pthread_t, char*, size_t);
int __interceptor_pthread_setcancelstate(int, int*);
int __interceptor_pthread_setcanceltype(int, int*);
int __interceptor_pthread_kill(pthread_t, int);

int __interceptor_pthread_mutex_lock(pthread_mutex_t*);
int __interceptor_pthread_mutex_trylock(pthread_mutex_t*);
int __interceptor_pthread_mutex_timedlock(pthread_mutex_t*, const timespec*);
int __interceptor_pthread_mutex_unlock(pthread_mutex_t*);

int __interceptor_pthread_cond_wait(pthread_cond_t*, pthread_mutex_t*);
int __interceptor_pthread_cond_timedwait(pthread_cond_t*, pthread_mutex_t*, const timespec*);
int __interceptor_pthread_cond_clockwait(pthread_cond_t*, pthread_mutex_t*, clockid_t,
                                         const timespec*);
int __interceptor_pthread_cond_signal(pthread_cond_t*);
int __interceptor_pthread_cond_broadcast(pthread_cond_t*);

int __interceptor_pthread_rwlock_rdlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_wrlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_tryrdlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_trywrlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_timedrdlock(pthread_rwlock_t*, const timespec*);
int __interceptor_pthread_rwlock_timedwrlock(pthread_rwlock_t*, const timespec*);
int __interceptor_pthread_rwlock_unlock(pthread_rwlock_t*);

int __interceptor_pthread_spin_lock(pthread_spinlock_t*);
int __interceptor_pthread_spin_trylock(pthread_spinlock_t*);
int __interceptor_pthread_spin_unlock(pthread_spinlock_t*);

int __interceptor_pthread_barrier_wait(pthread_barrier_t*);
int __interceptor_pthread_barrier_destroy(pthread_barrier_t*);

int __interceptor_sem_wait(sem_t*);
int __interceptor_sem_trywait(sem_t*);
int __interceptor_sem_timedwait(sem_t*, const timespec*);
int __interceptor_sem_post(sem_t*);
int __interceptor_sem_getvalue(sem_t*, int*);

int __interceptor_pthread_once(pthread_once_t*, void (*)());

ssize_t __interceptor_getrandom(void*, size_t, unsigned);
[[gnu::weak]] int __interceptor_getentropy(void*, size_t);

int __interceptor_nanosleep(const timespec*, timespec*);
int __interceptor_usleep(useconds_t);
unsigned __interceptor_sleep(unsigned);
int __interceptor_clock_gettime(clockid_t, timespec*);
int __interceptor_gettimeofday(timeval*, void*);
time_t __interceptor_time(time_t*);

void __tsan_acquire(void*);
void __tsan_release(void*);
void __tsan_flush_memory();
int __tsan_mutex_pre_unlock(void*, unsigned flags);
void __tsan_mutex_post_unlock(void*, unsigned flags);
void __tsan_func_entry(void*);
void __tsan_func_exit();
void __tsan_write4(void*);  // hooked, as any caller's
void __real___tsan_read1(void*);
void __real___tsan_read8(void*);
void __real___tsan_write_range(void*, unsigned long);

int __tsan_get_report_data(void* report, const char** description, int* count, int* stack_count,
                           int* mop_count, int* loc_count, int* mutex_count, int* thread_count,
                           int* unique_tid_count, void** sleep_trace, unsigned long trace_size);
int __tsan_get_report_stack(void* report, unsigned long index, void** trace,
                            unsigned long trace_size);
int __tsan_get_report_mop(void* report, unsigned long index, int* tid, void** address, int* size,
                          int* write, int* atomic, void** trace, unsigned long trace_size);
int __tsan_get_report_thread(void* report, unsigned long index, int* tid, unsigned long long* os_id,
                             int* running, const char** name, int* parent_tid, void** trace,
                             unsigned long trace_size);

void __sanitizer_symbolize_pc(void* address, const char* format, char* buffer, unsigned long size);

}  // extern "C"
