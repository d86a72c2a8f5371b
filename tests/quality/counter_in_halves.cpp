// A clock in two words, for a machine that writes one at a time: the low one carries into the high one at 4. One thread ticks.
//
// Wrong: a reader takes the high word, and then the low one after the carry: the clock goes back.
#include "suite.hpp"

#include <atomic>

namespace {

template <bool Right> class WideClock {
public:
    static contend::Testable specification() {
        return contend::spec<WideClock>()
            .operation("tick", &WideClock::tick)
            .operation("watch", &WideClock::watch);
    }

private:
    static constexpr int base = 4;

    // The high word first: who reads a high word twice knows that the low one in between belongs to it.
    void tick() {
        const int low = low_.load();
        if (low + 1 < base) return low_.store(low + 1);
        carries_.fetch_add(1);
        low_.store(0);
        high_.fetch_add(1);
        carries_.fetch_add(1);
    }

    int read() const {
        for (;;) {
            const int carries = carries_.load();
            const int high = high_.load();
            const int low = low_.load();
            if (!Right || (carries % 2 == 0 && carries_.load() == carries))
                return high * base + low;
        }
    }

    void watch() const {
        const int before = read();
        EXPECT_LE(before, read()) << "time goes back";
    }

    std::atomic<int> carries_ = 0;
    std::atomic<int> high_ = 0;
    std::atomic<int> low_ = 0;
};

}  // namespace

CONTEND_QUALITY(counter_in_halves) {
    return contend::quality::right_and_wrong<WideClock>("assertion",
                                                        "/tick+tick+tick+tick+tick/watch+watch/");
}
