#include "perform.hpp"

#include <errno.h>
#include <time.h>
#include <array>

namespace contend::differential {
namespace {

int type_of(Kind kind) {
    if (kind == Kind::recursive_mutex) return PTHREAD_MUTEX_RECURSIVE;
    if (kind == Kind::checking_mutex) return PTHREAD_MUTEX_ERRORCHECK;
    return PTHREAD_MUTEX_NORMAL;
}

void make(Objects::Any& any, const Object& object) {
    switch (object.kind) {
        case Kind::normal_mutex:
        case Kind::recursive_mutex:
        case Kind::checking_mutex: {
            pthread_mutexattr_t attributes;
            pthread_mutexattr_init(&attributes);
            pthread_mutexattr_settype(&attributes, type_of(object.kind));
            pthread_mutex_init(&any.mutex, &attributes);
            pthread_mutexattr_destroy(&attributes);
            return;
        }
        case Kind::reader_writer_lock: pthread_rwlock_init(&any.lock, nullptr); return;
        case Kind::semaphore: sem_init(&any.semaphore, 0, object.number); return;
        case Kind::monitor:
            pthread_mutex_init(&any.monitor.mutex, nullptr);
            pthread_cond_init(&any.monitor.condition, nullptr);
            any.monitor.counter = 0;
            return;
        case Kind::barrier: pthread_barrier_init(&any.barrier, nullptr, object.number); return;
    }
}

void destroy(Objects::Any& any, const Object& object) {
    switch (object.kind) {
        case Kind::normal_mutex:
        case Kind::recursive_mutex:
        case Kind::checking_mutex: pthread_mutex_destroy(&any.mutex); return;
        case Kind::reader_writer_lock: pthread_rwlock_destroy(&any.lock); return;
        case Kind::semaphore: sem_destroy(&any.semaphore); return;
        case Kind::monitor:
            pthread_cond_destroy(&any.monitor.condition);
            pthread_mutex_destroy(&any.monitor.mutex);
            return;
        case Kind::barrier: pthread_barrier_destroy(&any.barrier); return;
    }
}

class Performance {
public:
    Performance(const Program& program, Objects& objects, const Manner& manner)
        : program_(program), objects_(objects), manner_(manner) {}

    Code call(const Operation& operation) {
        Objects::Any& any = objects_[operation.object];
        int& held = held_[operation.object];
        switch (program_.objects[operation.object].kind) {
            case Kind::normal_mutex:
                if (operation.action == Action::unlock && held == 0) return Code::skipped;
                [[fallthrough]];
            case Kind::recursive_mutex:
            case Kind::checking_mutex: return on_mutex(any.mutex, operation.action, held);
            case Kind::reader_writer_lock: return on_lock(any.lock, operation.action, held);
            case Kind::semaphore: return on_semaphore(any.semaphore, operation.action);
            case Kind::monitor: return on_monitor(any.monitor, operation.action);
            case Kind::barrier: return code_of_error(pthread_barrier_wait(&any.barrier));
        }
        return Code::other;
    }

    void let_go() {
        for (unsigned i = 0; i < program_.objects.size(); ++i)
            for (; held_[i] > 0; --held_[i]) {
                if (program_.objects[i].kind == Kind::reader_writer_lock)
                    pthread_rwlock_unlock(&objects_[i].lock);
                else
                    pthread_mutex_unlock(&objects_[i].mutex);
            }
    }

private:
    timespec deadline() const {
        timespec time{};
        clock_gettime(CLOCK_REALTIME, &time);
        time.tv_nsec += manner_.patience_ns();
        time.tv_sec += time.tv_nsec / 1'000'000'000;
        time.tv_nsec %= 1'000'000'000;
        return time;
    }

    Code on_mutex(pthread_mutex_t& mutex, Action action, int& held) const {
        if (action == Action::unlock) {
            const int error = pthread_mutex_unlock(&mutex);
            if (error == 0) --held;
            return code_of_error(error);
        }
        int error = 0;
        if (action == Action::lock) error = pthread_mutex_lock(&mutex);
        if (action == Action::try_lock) error = pthread_mutex_trylock(&mutex);
        if (action == Action::timed_lock) {
            const timespec until = deadline();
            error = pthread_mutex_timedlock(&mutex, &until);
        }
        if (error == 0) ++held;
        return code_of_error(error);
    }

    Code on_lock(pthread_rwlock_t& lock, Action action, int& held) const {
        int error = 0;
        const timespec until = deadline();
        switch (action) {
            case Action::read_lock: error = pthread_rwlock_rdlock(&lock); break;
            case Action::write_lock: error = pthread_rwlock_wrlock(&lock); break;
            case Action::try_read_lock: error = pthread_rwlock_tryrdlock(&lock); break;
            case Action::try_write_lock: error = pthread_rwlock_trywrlock(&lock); break;
            case Action::timed_read_lock: error = pthread_rwlock_timedrdlock(&lock, &until); break;
            case Action::timed_write_lock: error = pthread_rwlock_timedwrlock(&lock, &until); break;
            default:
                if (held == 0) return Code::skipped;
                --held;
                return code_of_error(pthread_rwlock_unlock(&lock));
        }
        if (error == 0) ++held;
        return code_of_error(error);
    }

    Code on_semaphore(sem_t& semaphore, Action action) const {
        int result = 0;
        int value = 0;
        switch (action) {
            case Action::wait: result = sem_wait(&semaphore); break;
            case Action::try_wait: result = sem_trywait(&semaphore); break;
            case Action::timed_wait: {
                const timespec until = deadline();
                result = sem_timedwait(&semaphore, &until);
                break;
            }
            case Action::post: result = sem_post(&semaphore); break;
            default: sem_getvalue(&semaphore, &value); return code_of_value(value);
        }
        return code_of_error(result == 0 ? 0 : errno);
    }

    Code on_monitor(Objects::Monitor& monitor, Action action) const {
        switch (action) {
            case Action::signal: return code_of_error(pthread_cond_signal(&monitor.condition));
            case Action::broadcast:
                return code_of_error(pthread_cond_broadcast(&monitor.condition));
            case Action::peek: {
                const int error = pthread_mutex_trylock(&monitor.mutex);
                if (error != 0) return code_of_error(error);
                break;
            }
            default: pthread_mutex_lock(&monitor.mutex); break;
        }
        const Code code = within_monitor(monitor, action);
        pthread_mutex_unlock(&monitor.mutex);
        if (action == Action::raise_then_signal) pthread_cond_signal(&monitor.condition);
        return code;
    }

    Code within_monitor(Objects::Monitor& monitor, Action action) const {
        const timespec until = deadline();
        switch (action) {
            case Action::peek: return code_of_value(monitor.counter);
            case Action::raise_one:
                ++monitor.counter;
                return code_of_error(pthread_cond_signal(&monitor.condition));
            case Action::raise_all:
                ++monitor.counter;
                return code_of_error(pthread_cond_broadcast(&monitor.condition));
            case Action::raise_then_signal: ++monitor.counter; return Code::ok;
            case Action::nap:
                return code_of_error(
                    pthread_cond_timedwait(&monitor.condition, &monitor.mutex, &until));
            case Action::timed_take: {
                int error = 0;
                while (monitor.counter == 0 && error == 0)
                    error = pthread_cond_timedwait(&monitor.condition, &monitor.mutex, &until);
                if (monitor.counter == 0) return code_of_error(error);
                --monitor.counter;
                return Code::ok;
            }
            default:
                while (monitor.counter == 0)
                    if (const int error = pthread_cond_wait(&monitor.condition, &monitor.mutex);
                        error != 0)
                        return code_of_error(error);
                if (action == Action::take) --monitor.counter;
                return Code::ok;
        }
    }

    const Program& program_;
    Objects& objects_;
    const Manner& manner_;
    std::array<int, Program::objects_max> held_ = {};
};

}  // namespace

Objects::Objects(const Program& program) : program_(program) {
    for (const Object& object : program.objects) {
        all_.push_back(std::make_unique<Any>());
        make(*all_.back(), object);
    }
}

Objects::~Objects() {
    for (unsigned i = 0; i < all_.size(); ++i) destroy(*all_[i], program_.objects[i]);
}

Outcome perform(const Program& program, unsigned thread, Objects& objects, const Manner& manner) {
    Performance performance(program, objects, manner);
    Outcome outcome = 0;
    const auto& operations = program.threads[thread];
    for (unsigned i = 0; i < operations.size(); ++i) {
        manner.before();
        outcome |= placed(thread, i, performance.call(operations[i]));
    }
    performance.let_go();
    return outcome;
}

}  // namespace contend::differential
