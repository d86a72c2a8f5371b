#pragma once

#include <array>
#include <mutex>

namespace contend::bench {

/// What all executions of these benchmarks run: twelve read-modify-writes under a mutex.
class Tally {
public:
    void add_twelve() {
        const std::lock_guard lock(mutex_);
        for (int& total : totals_) ++total;
    }

private:
    std::mutex mutex_;
    std::array<int, 12> totals_{};
};

}  // namespace contend::bench
