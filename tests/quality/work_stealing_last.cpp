// The deque of Chase and Lev (SPAA 2005), of fixed size: the owner pushes and pops at the bottom, thieves steal at the top.
//
// Wrong: the owner takes the last item without the exchange that decides between it and a thief: both have it.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class WorkDeque {
public:
    static contend::Testable specification() {
        return contend::spec<WorkDeque>()
            .operation("push", &WorkDeque::push)
            .operation("pop", &WorkDeque::pop)
            .operation("steal", &WorkDeque::steal);
    }

private:
    void push(int item) {
        const int bottom = bottom_.load();
        items_[static_cast<unsigned>(bottom)].store(item);
        bottom_.store(bottom + 1);
    }

    void pop() {
        const int bottom = bottom_.load() - 1;
        bottom_.store(bottom);
        int top = top_.load();
        if (top < bottom) return run(bottom);
        bool mine = top == bottom;
        if (Right && mine) mine = top_.compare_exchange_strong(top, top + 1);
        bottom_.store(bottom + 1);
        if (!Right && mine) top_.store(top + 1);
        if (mine) run(bottom);
    }

    void steal() {
        int top = top_.load();
        if (top >= bottom_.load()) return;
        const int item = items_[static_cast<unsigned>(top)].load();
        if (top_.compare_exchange_strong(top, top + 1)) take(item);
    }

    void run(int index) { take(items_[static_cast<unsigned>(index)].load()); }

    void take(int item) {
        EXPECT_FALSE(taken_[static_cast<unsigned>(item)].exchange(true)) << "is run twice";
    }

    std::array<std::atomic<int>, 8> items_{};
    std::array<std::atomic<bool>, 8> taken_{};
    std::atomic<int> top_ = 0;
    std::atomic<int> bottom_ = 0;
};

}  // namespace

CONTEND_QUALITY(work_stealing_last) {
    return contend::quality::right_and_wrong<WorkDeque>(
        "assertion", "/push:1+push:2+pop+push:3+pop+pop/steal+steal/");
}
