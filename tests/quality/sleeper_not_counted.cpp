// Tasks come to one worker, which is only woken when it sleeps: a system call is saved whenever it does not.
//
// Wrong: the worker looks at the queue, and then says that it sleeps. Who submits in between wakes nobody. It has to look once
// more after saying so.
#include "suite.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class LazyWaker {
public:
    static contend::Testable specification() {
        return contend::spec<LazyWaker>()
            .operation("submit", &LazyWaker::submit)
            .operation("work", &LazyWaker::work);
    }

private:
    void submit() {
        tasks_.fetch_add(1);
        if (sleeps_.load()) wake();
    }

    void wake() {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        news_.notify_one();
    }

    void work() {
        while (!take()) {
            sleeps_.store(true);
            if (!Right || tasks_.load() == 0) sleep();
            sleeps_.store(false);
        }
    }

    bool take() {
        if (tasks_.load() == 0) return false;
        tasks_.fetch_sub(1);
        return true;
    }

    void sleep() {
        std::unique_lock lock(mutex_);
        news_.wait(lock, [this] { return woken_; });
        woken_ = false;
    }

    std::mutex mutex_;
    std::condition_variable news_;
    bool woken_ = false;
    std::atomic<int> tasks_ = 0;
    std::atomic<bool> sleeps_ = false;
};

}  // namespace

CONTEND_QUALITY(sleeper_not_counted) {
    return contend::quality::right_and_wrong<LazyWaker>("lost-wakeup",
                                                        "/submit+submit+submit/work+work+work/");
}
