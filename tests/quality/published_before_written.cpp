// A log that only grows: a place is reserved, then written, and readers read all places below the size.
//
// Wrong: the reservation is the size, so a reader comes to a place that is not yet written. Right: it stops there.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class AppendOnlyLog {
public:
    static contend::Testable specification() {
        return contend::spec<AppendOnlyLog>()
            .operation("append", &AppendOnlyLog::append)
            .operation("read", &AppendOnlyLog::read);
    }

private:
    void append(int entry) { entries_[size_.fetch_add(1)].store(entry); }

    void read() const {
        const unsigned size = size_.load();
        for (unsigned i = 0; i < size; ++i) {
            const int entry = entries_[i].load();
            if (Right && entry == 0) return;
            EXPECT_NE(entry, 0) << "an entry that nobody has written";
        }
    }

    std::array<std::atomic<int>, 8> entries_{};
    std::atomic<unsigned> size_ = 0;
};

}  // namespace

CONTEND_QUALITY(published_before_written) {
    return contend::quality::right_and_wrong<AppendOnlyLog>("assertion",
                                                            "/read/append:1+append:2/");
}
