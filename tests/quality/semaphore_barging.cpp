// A semaphore that hands a place to the one who has waited longest.
//
// Wrong: who is woken does not look whether the place is still there. A thread that came by in between has taken it.
#include "suite.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class Places {
public:
    static contend::Testable specification() {
        return contend::spec<Places>().operation("visit", &Places::visit);
    }

private:
    static constexpr int places = 1;

    void visit() {
        acquire();
        EXPECT_LE(++inside_, places) << "more visitors than places";
        --inside_;
        release();
    }

    void acquire() {
        std::unique_lock lock(mutex_);
        if constexpr (Right)
            freed_.wait(lock, [this] { return free_ > 0; });
        else if (free_ == 0)
            freed_.wait(lock);
        --free_;
    }

    void release() {
        {
            const std::lock_guard lock(mutex_);
            ++free_;
        }
        freed_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable freed_;
    int free_ = places;
    std::atomic<int> inside_ = 0;
};

}  // namespace

CONTEND_QUALITY(semaphore_barging) {
    return contend::quality::right_and_wrong<Places>("assertion",
                                                     "/visit+visit/visit+visit/visit/");
}
