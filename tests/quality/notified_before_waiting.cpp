// A worker that sleeps until it is told to stop.
//
// Wrong: the flag is an atomic, so it is set without the lock, and the news falls between the worker's look and its sleep.
#include "suite.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class Stopper {
public:
    static contend::Testable specification() {
        return contend::spec<Stopper>()
            .operation("work", &Stopper::work)
            .operation("stop", &Stopper::stop);
    }

private:
    void work(int tasks) {
        for (; tasks > 0; --tasks) {
            const std::lock_guard lock(mutex_);
            ++done_;
        }
        std::unique_lock lock(mutex_);
        while (!stopped_.load()) news_.wait(lock);
    }

    void stop() {
        if constexpr (Right) {
            const std::lock_guard lock(mutex_);
            stopped_.store(true);
        } else {
            stopped_.store(true);
        }
        news_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable news_;
    std::atomic<bool> stopped_ = false;
    int done_ = 0;
};

}  // namespace

CONTEND_QUALITY(notified_before_waiting) {
    return contend::quality::right_and_wrong<Stopper>("lost-wakeup", "/work:2/work:1/stop/");
}
