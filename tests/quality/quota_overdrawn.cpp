// So many connections may be open, and no more.
//
// Wrong: a thread sees that one more may be, and then opens it. So does another one.
#include "suite.hpp"

#include <atomic>

namespace {

template <bool Right> class Connections {
public:
    static contend::Testable specification() {
        return contend::spec<Connections>().operation("connect", &Connections::connect);
    }

private:
    static constexpr int most = 2;

    bool open() {
        int open = open_.load();
        if constexpr (Right) {
            while (open < most && !open_.compare_exchange_weak(open, open + 1)) {
            }
            return open < most;
        } else {
            if (open >= most) return false;
            open_.fetch_add(1);
            return true;
        }
    }

    void connect() {
        if (!open()) return;
        EXPECT_LE(open_.load(), most) << "too many";
        open_.fetch_sub(1);
    }

    std::atomic<int> open_ = 0;
};

}  // namespace

CONTEND_QUALITY(quota_overdrawn) {
    return contend::quality::right_and_wrong<Connections>(
        "assertion", "/connect+connect/connect+connect/connect/");
}
