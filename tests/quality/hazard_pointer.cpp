// Hazard pointers (Michael, TPDS 2004): who reads an object says so first, and who retires it looks whether anybody did.
//
// Wrong: the reader does not check, once it has said what it reads, that this is still the current object. It may have been
// retired and freed before; here, poisoned.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class Configuration {
public:
    static contend::Testable specification() {
        return contend::spec<Configuration>()
            .operation("read", &Configuration::read)
            .operation("update", &Configuration::update);
    }

private:
    static constexpr int poison = -1;

    void read() {
        unsigned seen = current_.load();
        for (;;) {
            hazard_.store(seen);
            if constexpr (!Right) break;
            const unsigned now = current_.load();
            if (now == seen) break;
            seen = now;
        }
        EXPECT_NE(objects_[seen].load(), poison) << "was freed before it was read";
        hazard_.store(none);
    }

    void update() {
        const unsigned old = current_.load();
        const unsigned fresh = old + 1;
        objects_[fresh].store(static_cast<int>(fresh));
        current_.store(fresh);
        retired_[old].store(true);
        const unsigned hazard = hazard_.load();
        for (unsigned i = 0; i < fresh; ++i)
            if (i != hazard && retired_[i].exchange(false)) objects_[i].store(poison);
    }

    static constexpr unsigned none = 8;
    std::array<std::atomic<int>, none> objects_{};
    std::array<std::atomic<bool>, none> retired_{};
    std::atomic<unsigned> current_ = 0;
    std::atomic<unsigned> hazard_ = none;
};

}  // namespace

CONTEND_QUALITY(hazard_pointer) {
    return contend::quality::right_and_wrong<Configuration>("assertion",
                                                            "/read+read/update+update+update/");
}
