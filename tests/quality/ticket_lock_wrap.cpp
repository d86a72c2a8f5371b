// Anderson's array lock (TPDS 1990): a ticket is a place in a ring, and who leaves opens the next place.
//
// Wrong: three places, for four threads. The fourth gets the place of the first, finds it still open, and walks in.
// Or two leave the same place, the later one closes what the other's successor has opened, and somebody spins for ever.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace {

template <bool Right> class ArrayLock {
public:
    static contend::Testable specification() {
        return contend::spec<ArrayLock>().operation("visit", &ArrayLock::visit);
    }

    ArrayLock() { open_[0] = true; }

private:
    static constexpr unsigned places = Right ? 4 : 3;

    void visit() {
        const unsigned place = next_.fetch_add(1) % places;
        while (!open_[place].load()) std::this_thread::yield();
        EXPECT_EQ(inside_.fetch_add(1), 0) << "two hold the lock";
        inside_.fetch_sub(1);
        open_[place].store(false);
        open_[(place + 1) % places].store(true);
    }

    std::array<std::atomic<bool>, 4> open_{};
    std::atomic<unsigned> next_ = 0;
    std::atomic<int> inside_ = 0;
};

}  // namespace

CONTEND_QUALITY(ticket_lock_wrap) {
    return contend::quality::right_and_wrong<ArrayLock>(
        "assertion", "/visit+visit/visit/visit/visit/", "livelock");
}
