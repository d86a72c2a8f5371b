// A weak reference becomes a strong one if the object still lives.
//
// Wrong: it checks the count, and then adds to it. In between the last owner lets go, and the object is freed; here, poisoned.
#include "suite.hpp"

#include <atomic>

namespace {

template <bool Right> class Shared {
public:
    static contend::Testable specification() {
        return contend::spec<Shared>()
            .operation("read", &Shared::read)
            .operation("let_go", &Shared::release);
    }

private:
    bool acquire() {
        int count = owners_.load();
        if constexpr (Right) {
            while (count != 0 && !owners_.compare_exchange_weak(count, count + 1)) {
            }
            return count != 0;
        } else {
            if (count == 0) return false;
            owners_.fetch_add(1);
            return true;
        }
    }

    void release() {
        if (owners_.fetch_sub(1) == 1) value_.store(poison);
    }

    void read() {
        if (!acquire()) return;
        EXPECT_NE(value_.load(), poison) << "came back to life";
        release();
    }

    static constexpr int poison = -1;
    std::atomic<int> owners_ = 2;
    std::atomic<int> value_ = 42;
};

}  // namespace

CONTEND_QUALITY(reference_resurrected) {
    return contend::quality::right_and_wrong<Shared>("assertion", "/read+read+let_go/let_go/read/");
}
