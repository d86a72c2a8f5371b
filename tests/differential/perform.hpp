#pragma once

#include "program.hpp"

#include <pthread.h>
#include <semaphore.h>
#include <functional>
#include <memory>
#include <vector>

/// The programs on the real thing.
namespace contend::differential {

/// A program's objects, as the C library has them. The threads that use them end before it does.
class Objects {
public:
    explicit Objects(const Program& program);
    ~Objects();
    Objects(const Objects&) = delete;
    Objects& operator=(const Objects&) = delete;

    struct Monitor {
        pthread_mutex_t mutex;
        pthread_cond_t condition;
        int counter;
    };
    union Any {
        pthread_mutex_t mutex;
        pthread_rwlock_t lock;
        sem_t semaphore;
        Monitor monitor;
        pthread_barrier_t barrier;
    };
    Any& operator[](unsigned object) { return *all_[object]; }

private:
    const Program& program_;
    std::vector<std::unique_ptr<Any>> all_;
};

/// How one execution is to go about it.
struct Manner {
    /// Called before each operation: the noise of a free run.
    std::function<void()> before = [] {};
    /// The time that operations with a time-out wait.
    std::function<long()> patience_ns = [] { return 1'000'000L; };
};

/// Runs one thread of the program, and unlocks in the end what it still holds. Its part of the
/// outcome.
Outcome perform(const Program& program, unsigned thread, Objects& objects, const Manner& manner);

}  // namespace contend::differential
