// A cache whose get() takes the lock shared, because it "only reads", and counts its hits there.
//
// Wrong: two readers hold the lock at once, and both write the counter.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

namespace {

class Cache {
public:
    void put(int key, std::string value) {
        const std::unique_lock lock(mutex_);
        entries_[key] = std::move(value);
    }

    std::optional<std::string> get(int key) {
        const std::shared_lock lock(mutex_);
        const auto entry = entries_.find(key);
        if (entry == entries_.end()) return std::nullopt;
        ++hits_;
        return entry->second;
    }

    int hits() const {
        const std::unique_lock lock(mutex_);
        return hits_;
    }

private:
    mutable std::shared_mutex mutex_;
    std::map<int, std::string> entries_;
    int hits_ = 0;
};

}  // namespace

CONTEND_TEST(Cache, CountsHitsUnderASharedLock) {
    return contend::spec<Cache>()
        .operation("put", &Cache::put)
        .operation("get", &Cache::get)
        .operation("hits", &Cache::hits)
        .expect("data-race");
}
