// Read-copy-update: readers count themselves in the current of two epochs; the writer replaces the object, goes on to the other
// epoch, waits until nobody is left in the old one, and frees the old object; here, poisons it.
//
// Wrong: a reader that has read the epoch, and is late to count itself, does so in one that the writer has already looked at.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace {

template <bool Right> class ReadCopyUpdate {
public:
    static contend::Testable specification() {
        return contend::spec<ReadCopyUpdate>()
            .operation("read", &ReadCopyUpdate::read)
            .operation("update", &ReadCopyUpdate::update);
    }

private:
    static constexpr int poison = -1;

    unsigned enter() {
        for (;;) {
            const unsigned epoch = epoch_.load();
            readers_[epoch % 2].fetch_add(1);
            if (!Right || epoch_.load() == epoch) return epoch;
            readers_[epoch % 2].fetch_sub(1);
        }
    }

    void read() {
        const unsigned epoch = enter();
        const unsigned current = current_.load();
        EXPECT_NE(objects_[current].load(), poison) << "was freed before it was read";
        readers_[epoch % 2].fetch_sub(1);
    }

    void update() {
        const unsigned old = current_.load();
        current_.store(old + 1);
        const unsigned epoch = epoch_.fetch_add(1);
        while (readers_[epoch % 2].load() != 0) std::this_thread::yield();
        objects_[old].store(poison);
    }

    std::array<std::atomic<int>, 8> objects_{};
    std::array<std::atomic<int>, 2> readers_{};
    std::atomic<unsigned> current_ = 0;
    std::atomic<unsigned> epoch_ = 0;
};

}  // namespace

CONTEND_QUALITY(rcu_freed_early) {
    return contend::quality::right_and_wrong<ReadCopyUpdate>(
        "assertion", "/read+read/update+update+update/read/");
}
