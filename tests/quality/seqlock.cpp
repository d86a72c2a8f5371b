// A sequence lock: the writer makes the sequence odd, writes, and makes it even; the reader reads again if it changed.
//
// Wrong: a reader that starts while the sequence is odd, and ends before it is even, sees the same sequence twice.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class Position {
public:
    static contend::Testable specification() {
        return contend::spec<Position>()
            .operation("move", &Position::move)
            .operation("read", &Position::read);
    }

private:
    void move(int to) {
        sequence_.fetch_add(1);
        for (std::atomic<int>& coordinate : coordinates_)
            coordinate.store(to, std::memory_order_relaxed);
        sequence_.fetch_add(1);
    }

    void read() const {
        std::array<int, 3> seen{};
        unsigned before = 0;
        do {
            before = sequence_.load();
            while (Right && before % 2 != 0) before = sequence_.load();
            for (std::size_t i = 0; i < seen.size(); ++i)
                seen[i] = coordinates_[i].load(std::memory_order_relaxed);
        } while (before != sequence_.load());
        EXPECT_TRUE(seen[0] == seen[1] && seen[1] == seen[2]) << "half of a write was read";
    }

    std::atomic<unsigned> sequence_ = 0;
    std::array<std::atomic<int>, 3> coordinates_{};
};

}  // namespace

CONTEND_QUALITY(seqlock) {
    return contend::quality::right_and_wrong<Position>("assertion", "/read+move:1/read/");
}
