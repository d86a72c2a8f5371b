// An average is a sum and a count. Every sample is 10, and so is every average.
//
// Wrong: they are two atomics, and whoever reads both sees one of them from before a sample and the other from after it.
#include "suite.hpp"

#include <atomic>
#include <cstdint>

namespace {

template <bool Right> class Average {
public:
    static contend::Testable specification() {
        return contend::spec<Average>()
            .operation("add", [](Average& average) { average.add(10); })
            .operation("mean", &Average::mean);
    }

private:
    void add(std::uint32_t sample) {
        if constexpr (Right) {
            both_.fetch_add(std::uint64_t{sample} << 32 | 1);
        } else {
            sum_.fetch_add(sample);
            count_.fetch_add(1);
        }
    }

    void mean() const {
        const std::uint64_t both = both_.load();
        const std::uint64_t count = Right ? both & 0xffffffff : count_.load();
        const std::uint64_t sum = Right ? both >> 32 : sum_.load();
        EXPECT_EQ(sum, 10 * count);
    }

    std::atomic<std::uint64_t> both_ = 0;
    std::atomic<std::uint64_t> sum_ = 0;
    std::atomic<std::uint64_t> count_ = 0;
};

}  // namespace

CONTEND_QUALITY(torn_average) {
    return contend::quality::right_and_wrong<Average>("assertion", "/mean/add/");
}
