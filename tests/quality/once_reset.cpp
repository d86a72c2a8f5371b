// A value that is computed once, until somebody resets it.
//
// Wrong: whoever sees that it is ready reads it without the lock, and a reset takes it away in between.
#include "suite.hpp"

#include <atomic>
#include <mutex>

namespace {

template <bool Right> class Memo {
public:
    static contend::Testable specification() {
        return contend::spec<Memo>().operation("get", &Memo::get).operation("reset", &Memo::reset);
    }

private:
    void get() {
        if (!Right && ready_.load()) return check(value_.load());
        const std::lock_guard lock(mutex_);
        if (!ready_.load()) {
            value_.store(42);
            ready_.store(true);
        }
        check(value_.load());
    }

    void reset() {
        const std::lock_guard lock(mutex_);
        ready_.store(false);
        value_.store(0);
    }

    static void check(int value) { EXPECT_EQ(value, 42) << "the value was not computed"; }

    std::mutex mutex_;
    std::atomic<bool> ready_ = false;
    std::atomic<int> value_ = 0;
};

}  // namespace

CONTEND_QUALITY(once_reset) {
    return contend::quality::right_and_wrong<Memo>("assertion", "/get+get/reset+get+reset/");
}
