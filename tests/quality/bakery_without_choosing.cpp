// Lamport's bakery (CACM 1974): who enters draws a number above all others, and waits for those with lower ones.
//
// Wrong: nobody waits for a thread that is still drawing. Two draw the same number; the one with the higher index looks before
// the other one's number is written, and both enter.
#include "suite.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <utility>

namespace {

template <bool Right> class Bakery {
public:
    static contend::Testable specification() {
        return contend::spec<Bakery>().operation("visit", &Bakery::visit);
    }

private:
    void visit(unsigned self) {
        lock(self);
        EXPECT_EQ(inside_.fetch_add(1), 0) << "two hold the lock";
        inside_.fetch_sub(1);
        numbers_[self].store(0);
    }

    void lock(unsigned self) {
        if constexpr (Right) choosing_[self].store(true);
        int highest = 0;
        for (const std::atomic<int>& number : numbers_) highest = std::max(highest, number.load());
        numbers_[self].store(highest + 1);
        if constexpr (Right) choosing_[self].store(false);
        for (unsigned other = 0; other < numbers_.size(); ++other) {
            while (Right && choosing_[other].load()) std::this_thread::yield();
            while (comes_before(other, self, highest + 1)) std::this_thread::yield();
        }
    }

    bool comes_before(unsigned other, unsigned self, int mine) const {
        const int number = numbers_[other].load();
        return number != 0 && std::pair(number, other) < std::pair(mine, self);
    }

    std::array<std::atomic<bool>, 3> choosing_{};
    std::array<std::atomic<int>, 3> numbers_{};
    std::atomic<int> inside_ = 0;
};

}  // namespace

CONTEND_QUALITY(bakery_without_choosing) {
    return contend::quality::right_and_wrong<Bakery>("assertion",
                                                     "/visit:0/visit:1+visit:1/visit:2/");
}
