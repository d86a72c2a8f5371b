// A barrier that is used for one phase after the other.
//
// Wrong: who waits, waits for the count to be zero again. A thread that comes back for the next phase before a slow one has
// looked makes it one, and the slow one stays behind. It should wait for the phase to be over.
#include "suite.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class Barrier {
public:
    static contend::Testable specification() {
        return contend::spec<Barrier>()
            .operation("arrive", &Barrier::arrive)
            .operation("work", &Barrier::work);
    }

private:
    static constexpr int parties = 2;

    void work(int steps) {
        for (; steps > 0; --steps) done_.fetch_add(1);
    }

    void arrive() {
        std::unique_lock lock(mutex_);
        const int phase = phase_;
        if (++arrived_ == parties) {
            arrived_ = 0;
            ++phase_;
            all_here_.notify_all();
        } else {
            all_here_.wait(lock, [&] { return Right ? phase_ != phase : arrived_ == 0; });
        }
    }

    std::mutex mutex_;
    std::condition_variable all_here_;
    int arrived_ = 0;
    int phase_ = 0;
    std::atomic<int> done_ = 0;
};

}  // namespace

CONTEND_QUALITY(barrier_reused) {
    return contend::quality::right_and_wrong<Barrier>(
        "lost-wakeup", "/arrive+work:10+arrive/arrive+work:10+arrive/");
}
