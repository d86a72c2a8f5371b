// A stack of free blocks, as Treiber's, with the blocks' numbers for pointers.
//
// Wrong: between a thread's look at the top block's successor and its exchange, others take both blocks and give the first back;
// the exchange succeeds, and makes a block the top that is in use. A counter beside the number tells.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <cstdint>

namespace {

template <bool Right> class FreeBlocks {
public:
    static contend::Testable specification() {
        return contend::spec<FreeBlocks>()
            .operation("use_one", &FreeBlocks::use_one)
            .operation("use_two", &FreeBlocks::use_two)
            .invariant("every block is free once", &FreeBlocks::is_whole);
    }

    FreeBlocks() {
        for (unsigned block = 1; block < next_.size(); ++block) give(block);
    }

private:
    static unsigned block_of(std::uint64_t top) { return static_cast<std::uint32_t>(top); }

    static std::uint64_t top(unsigned block, std::uint64_t before) {
        const std::uint64_t count = Right ? (before >> 32) + 1 : 0;
        return count << 32 | block;
    }

    unsigned take() {
        std::uint64_t seen = top_.load();
        while (block_of(seen) != 0) {
            const unsigned next = next_[block_of(seen)].load();
            if (top_.compare_exchange_weak(seen, top(next, seen))) return block_of(seen);
        }
        return 0;
    }

    void give(unsigned block) {
        std::uint64_t seen = top_.load();
        do {
            next_[block].store(block_of(seen));
        } while (!top_.compare_exchange_weak(seen, top(block, seen)));
    }

    void use_one() {
        if (const unsigned block = take()) give(block);
    }

    void use_two() {
        const unsigned first = take();
        const unsigned second = take();
        if (first != 0) give(first);
        if (second != 0) give(second);
    }

    bool is_whole() const {
        unsigned free = 0;
        for (unsigned block = block_of(top_); block != 0 && free < next_.size();
             block = next_[block])
            ++free;
        return free == next_.size() - 1;
    }

    std::array<std::atomic<unsigned>, 4> next_{};
    std::atomic<std::uint64_t> top_ = 0;
};

}  // namespace

CONTEND_QUALITY(treiber_aba) {
    return contend::quality::right_and_wrong<FreeBlocks>("invariant",
                                                         "/use_one+use_one/use_two+use_one/");
}
