// A cache that loads what it misses.
//
// Wrong: it looks, lets go of the lock to load, and puts. Two threads that miss the same key at the same time both load it.
// Who comes second is to wait for the first.
#include "suite.hpp"

#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace {

template <bool Right> class LoadingCache {
public:
    static contend::Testable specification() {
        return contend::spec<LoadingCache>()
            .operation("get", &LoadingCache::get)
            .invariant("nothing is loaded twice", [](const LoadingCache& cache) {
                return cache.loads_ == static_cast<int>(cache.entries_.size());
            });
    }

private:
    int load(int key) {
        const std::lock_guard lock(storage_);
        ++loads_;
        return 10 * key;
    }

    int get(int key) {
        std::unique_lock lock(mutex_);
        if constexpr (Right) {
            const auto [entry, missing] = entries_.emplace(key, std::nullopt);
            if (!missing) {
                loaded_.wait(lock, [&found = entry->second] { return found.has_value(); });
                return *entry->second;
            }
        } else if (const auto found = entries_.find(key); found != entries_.end()) {
            return *found->second;
        }
        lock.unlock();
        const int value = load(key);
        lock.lock();
        entries_[key] = value;
        loaded_.notify_all();
        return value;
    }

    std::mutex mutex_;
    std::condition_variable loaded_;
    std::map<int, std::optional<int>> entries_;
    std::mutex storage_;
    int loads_ = 0;
};

}  // namespace

CONTEND_QUALITY(loaded_twice) {
    return contend::quality::right_and_wrong<LoadingCache>(
        "invariant", "/get:3+get:1+get:2/get:4+get:5+get:6+get:3/");
}
