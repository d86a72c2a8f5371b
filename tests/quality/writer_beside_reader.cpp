// A spinning lock for many readers or one writer.
//
// Wrong: the writer waits until there is no reader, and then says that it is there. A reader comes in between.
#include "suite.hpp"

#include <atomic>
#include <thread>

namespace {

template <bool Right> class SpinningSharedLock {
public:
    static contend::Testable specification() {
        return contend::spec<SpinningSharedLock>()
            .operation("read", &SpinningSharedLock::read)
            .operation("write", &SpinningSharedLock::write);
    }

private:
    void read() {
        for (;;) {
            readers_.fetch_add(1);
            if (!writer_.load()) break;
            readers_.fetch_sub(1);
            while (writer_.load()) std::this_thread::yield();
        }
        EXPECT_FALSE(writing_.load()) << "a writer is here too";
        readers_.fetch_sub(1);
    }

    void write() {
        if constexpr (!Right) {
            while (readers_.load() != 0) std::this_thread::yield();
        }
        while (writer_.exchange(true)) std::this_thread::yield();
        if constexpr (Right) {
            while (readers_.load() != 0) std::this_thread::yield();
        }
        writing_.store(true);
        writing_.store(false);
        writer_.store(false);
    }

    std::atomic<int> readers_ = 0;
    std::atomic<bool> writer_ = false;
    std::atomic<bool> writing_ = false;
};

}  // namespace

CONTEND_QUALITY(writer_beside_reader) {
    return contend::quality::right_and_wrong<SpinningSharedLock>("assertion",
                                                                 "/read+read/write+write/write/");
}
