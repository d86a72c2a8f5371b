#pragma once

#include <contend/fault.hpp>

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace contend::test {

/// A thread that has a scope open on a guard until it is told to end. Orders nothing: the flags are
/// relaxed, as far as ThreadSanitizer goes.
template <class Scope> class OtherThread {
public:
    template <class Guard>
    explicit OtherThread(Guard& guard, bool deaf = false)
        : thread_([this, &guard, deaf] { hold(guard, deaf); }) {
        while (!holds_.load(std::memory_order_relaxed)) std::this_thread::yield();
    }
    ~OtherThread() {
        let_go_.store(true, std::memory_order_relaxed);
        thread_.join();
    }
    OtherThread(const OtherThread&) = delete;
    OtherThread& operator=(const OtherThread&) = delete;

private:
    template <class Guard> void hold(Guard& guard, bool deaf) {
        if (deaf) {
            sigset_t all;
            sigfillset(&all);
            pthread_sigmask(SIG_SETMASK, &all, nullptr);
        }
        const Scope scope(guard);
        holds_.store(true, std::memory_order_relaxed);
        while (!let_go_.load(std::memory_order_relaxed))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    std::atomic<bool> holds_{false};
    std::atomic<bool> let_go_{false};
    std::thread thread_;
};

/// A thread that writes once, and has ended.
inline void write_elsewhere(AccessGuard& guard) {
    std::thread([&] { const Writing writing(guard); }).join();
}

}  // namespace contend::test
