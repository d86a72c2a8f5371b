// A pool that takes tasks until it is shut down, and runs all that it took.
//
// Wrong: whether it is shut down is asked before the lock is taken. A task that comes after the last look at the queue is
// accepted, and never run.
#include "suite.hpp"

#include <atomic>
#include <mutex>
#include <queue>

namespace {

template <bool Right> class Pool {
public:
    static contend::Testable specification() {
        return contend::spec<Pool>()
            .operation("submit", &Pool::submit)
            .operation("work", &Pool::run_all)
            .operation("shut_down", &Pool::shut_down)
            .invariant("what is accepted is run",
                       [](const Pool& pool) { return !pool.down_ || pool.waiting_.empty(); });
    }

private:
    bool submit(int task) {
        if (down_.load()) return false;
        const std::lock_guard lock(mutex_);
        if (Right && down_.load()) return false;
        waiting_.push(task);
        return true;
    }

    void run_all() {
        const std::lock_guard lock(mutex_);
        for (; !waiting_.empty(); waiting_.pop()) ++run_;
    }

    void shut_down() {
        down_.store(true);
        run_all();
    }

    std::mutex mutex_;
    std::queue<int> waiting_;
    std::atomic<bool> down_ = false;
    int run_ = 0;
};

}  // namespace

CONTEND_QUALITY(shutdown_loses_task) {
    return contend::quality::right_and_wrong<Pool>("invariant",
                                                   "/submit:1/work+work+work+shut_down/");
}
