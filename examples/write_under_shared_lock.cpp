// A cache whose get() takes the lock shared, because it "only reads", and counts its calls.
//
// Wrong: two readers hold the lock at once, and both write the counter.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>

namespace {

class Cache {
public:
    void put(int key, std::string value) {
        const std::unique_lock lock(mutex_);
        entries_[key] = std::move(value);
    }

    std::optional<std::string> get(int key) {
        const std::shared_lock lock(mutex_);
        ++lookups_;
        const auto entry = entries_.find(key);
        if (entry == entries_.end()) return std::nullopt;
        return entry->second;
    }

    int lookups() const {
        const std::unique_lock lock(mutex_);
        return lookups_;
    }

private:
    mutable std::shared_mutex mutex_;
    std::map<int, std::string> entries_;
    int lookups_ = 0;
};

}  // namespace

CONTEND_TEST(Cache, CountsLookupsUnderASharedLock) {
    return contend::spec<Cache>()
        .operation("put", &Cache::put)
        .operation("get", &Cache::get)
        .operation("lookups", &Cache::lookups)
        .expect("data-race");
}
