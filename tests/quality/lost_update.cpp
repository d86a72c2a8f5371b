// Every access is locked, but an update is two of them.
//
// Wrong: both threads read the count of one word before either writes it back.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <mutex>

namespace {

template <bool Right> class WordCount {
public:
    static contend::Testable specification() {
        return contend::spec<WordCount>()
            .operation("count", &WordCount::count)
            .invariant("every word is counted",
                       [](const WordCount& words) { return words.sum() == words.given_; });
    }

private:
    struct Stripe {
        std::mutex mutex;
        int count = 0;
    };

    void count(int word) {
        ++given_;
        Stripe& stripe = stripes_[static_cast<unsigned>(word) % stripes_.size()];
        if constexpr (Right) {
            const std::lock_guard lock(stripe.mutex);
            ++stripe.count;
        } else {
            put(stripe, get(stripe) + 1);
        }
    }

    static int get(Stripe& stripe) {
        const std::lock_guard lock(stripe.mutex);
        return stripe.count;
    }

    static void put(Stripe& stripe, int count) {
        const std::lock_guard lock(stripe.mutex);
        stripe.count = count;
    }

    int sum() const {
        int total = 0;
        for (const Stripe& stripe : stripes_) total += stripe.count;
        return total;
    }

    std::array<Stripe, 8> stripes_;
    std::atomic<int> given_ = 0;
};

}  // namespace

CONTEND_QUALITY(lost_update) {
    return contend::quality::right_and_wrong<WordCount>(
        "invariant", "/count:2+count:0+count:1+count:4/count:3+count:5+count:7+count:10/");
}
