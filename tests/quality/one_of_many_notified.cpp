// A gate: many wait until it is open, and it is opened once.
//
// Wrong: notify_one(), where all who wait may go on.
#include "suite.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class Gate {
public:
    static contend::Testable specification() {
        return contend::spec<Gate>()
            .operation("pass", &Gate::pass)
            .operation("open", &Gate::open)
            .operation("work", &Gate::work);
    }

private:
    void work(int steps) {
        for (; steps > 0; --steps) done_.fetch_add(1);
    }

    void pass() {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [this] { return open_; });
    }

    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        if constexpr (Right)
            opened_.notify_all();
        else
            opened_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
    std::atomic<int> done_ = 0;
};

}  // namespace

CONTEND_QUALITY(one_of_many_notified) {
    return contend::quality::right_and_wrong<Gate>("lost-wakeup", "/open/work:8+pass/work:8+pass/");
}
