// Peterson's lock for two threads (IPL 1981).
//
// Wrong: a thread gives way before it says that it wants to enter. The other one does both in between, enters, and is not seen.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace {

template <bool Right> class PetersonLock {
public:
    static contend::Testable specification() {
        return contend::spec<PetersonLock>().operation("visit", &PetersonLock::visit);
    }

private:
    void visit(unsigned self) {
        lock(self);
        EXPECT_EQ(inside_.fetch_add(1), 0) << "two hold the lock";
        inside_.fetch_sub(1);
        wants_[self].store(false);
    }

    void lock(unsigned self) {
        const unsigned other = 1 - self;
        if constexpr (Right) wants_[self].store(true);
        first_.store(other);
        if constexpr (!Right) wants_[self].store(true);
        while (wants_[other].load() && first_.load() == other) std::this_thread::yield();
    }

    std::array<std::atomic<bool>, 2> wants_{};
    std::atomic<unsigned> first_ = 0;
    std::atomic<int> inside_ = 0;
};

}  // namespace

CONTEND_QUALITY(peterson) {
    return contend::quality::right_and_wrong<PetersonLock>("assertion",
                                                           "/visit:0+visit:0/visit:1+visit:1/");
}
