#pragma once

#include <mutex>

namespace contend::bench {

/// What all executions of these benchmarks run: read-modify-writes, each under the mutex.
class Tally {
public:
    void add_twelve() {
        for (int i = 0; i < 12; ++i) {
            const std::lock_guard lock(mutex_);
            ++total_;
        }
    }

private:
    std::mutex mutex_;
    int total_ = 0;
};

}  // namespace contend::bench
