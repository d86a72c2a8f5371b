// A request is answered or times out, never both.
//
// Wrong: whether it is still open, and that it no longer is, are two steps.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class Requests {
public:
    static contend::Testable specification() {
        return contend::spec<Requests>()
            .operation("answer", &Requests::settle)
            .operation("time_out", &Requests::settle);
    }

private:
    void settle(unsigned number) {
        std::atomic<bool>& open = open_[number];
        bool expected = true;
        if constexpr (Right) {
            if (!open.compare_exchange_strong(expected, false)) return;
        } else {
            if (!open.load()) return;
            open.store(false);
        }
        EXPECT_EQ(callbacks_[number].fetch_add(1), 0) << "was settled before";
    }

    std::array<std::atomic<bool>, 6> open_{true, true, true, true, true, true};
    std::array<std::atomic<int>, 6> callbacks_{};
};

}  // namespace

CONTEND_QUALITY(settled_twice) {
    return contend::quality::right_and_wrong<Requests>(
        "assertion", "/answer:2+answer:0+answer:1/time_out:3+time_out:4+time_out:5+time_out:2/");
}
