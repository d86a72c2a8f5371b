#include <contend/run/interleavings.hpp>

#include <contend/base/check.hpp>

#include <sys/mman.h>
#include <unistd.h>
#include <algorithm>

namespace contend::run {
namespace {

using worker::InterleavingCounts;

// Twice as many slots as interleavings keep the ways through the table short.
std::uint64_t capacity_for(std::uint64_t executions) {
    constexpr std::uint64_t least = 1 << 10;
    constexpr std::uint64_t most = 1 << 21;
    std::uint64_t capacity = executions == 0 ? most : least;
    while (capacity < most && capacity / 2 < executions) capacity *= 2;
    return capacity;
}

}  // namespace

std::optional<double> Coverage::new_probability() const {
    if (at_least || everything || executions == 0) return std::nullopt;
    return static_cast<double>(once) / static_cast<double>(executions);
}

std::optional<std::uint64_t> Coverage::interleavings_estimate() const {
    if (at_least || everything || executions == 0) return std::nullopt;
    const std::uint64_t pairs = once * (std::max<std::uint64_t>(once, 1) - 1) / 2;
    return interleavings + pairs / (twice + 1);
}

Interleavings::Interleavings(std::uint64_t executions_max) {
    const std::uint64_t capacity = capacity_for(executions_max);
    size_ = InterleavingCounts::bytes_for(capacity);
    file_ = memfd_create("contend-interleavings", MFD_CLOEXEC);
    CONTEND_CHECK(file_ >= 0 && ftruncate(file_, static_cast<off_t>(size_)) == 0);
    void* const memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0);
    CONTEND_CHECK(memory != MAP_FAILED);
    counts_ = static_cast<InterleavingCounts*>(memory);
    counts_->capacity = capacity;
}

Interleavings::~Interleavings() {
    munmap(counts_, size_);
    close(file_);
}

Coverage Interleavings::coverage() const {
    Coverage coverage;
    coverage.executions = counts_->executions;
    coverage.at_least = counts_->left_out != 0;
    for (std::uint64_t i = 0; i < counts_->capacity; ++i) {
        const unsigned times = counts_->times_in(i);
        coverage.interleavings += times != 0 ? 1 : 0;
        coverage.once += times == 1 ? 1 : 0;
        coverage.twice += times == 2 ? 1 : 0;
    }
    return coverage;
}

}  // namespace contend::run
