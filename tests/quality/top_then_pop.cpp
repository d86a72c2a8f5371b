// A priority queue with a lock, and the interface of the standard one.
//
// Wrong: to take an element is to look at the top, and then to pop. Two threads look at the same one, and pop two.
#include "suite.hpp"

#include <atomic>
#include <mutex>
#include <queue>

namespace {

template <bool Right> class Tasks {
public:
    static contend::Testable specification() {
        return contend::spec<Tasks>()
            .initial("fill", &Tasks::add)
            .operation("add", &Tasks::add)
            .operation("run", &Tasks::run)
            .invariant("every task is run or waits",
                       [](const Tasks& tasks) { return tasks.is_whole(); });
    }

private:
    void add(int task) {
        const std::lock_guard lock(mutex_);
        waiting_.push(task);
        added_ += task;
    }

    bool top(int& task) {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return false;
        task = waiting_.top();
        if constexpr (Right) waiting_.pop();
        return true;
    }

    void pop() {
        const std::lock_guard lock(mutex_);
        if (!waiting_.empty()) waiting_.pop();
    }

    void run() {
        int task = 0;
        if (!top(task)) return;
        run_ += task;
        if constexpr (!Right) pop();
    }

    bool is_whole() const {
        int sum = run_;
        for (auto rest = waiting_; !rest.empty(); rest.pop()) sum += rest.top();
        return sum == added_;
    }

    std::mutex mutex_;
    std::priority_queue<int> waiting_;
    int added_ = 0;
    std::atomic<int> run_ = 0;
};

}  // namespace

CONTEND_QUALITY(top_then_pop) {
    return contend::quality::right_and_wrong<Tasks>(
        "invariant", "fill:99/run+add:1+add:2/add:4+add:8+add:16+add:32+add:64+run/");
}
