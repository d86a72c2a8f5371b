// A map behind a std::shared_mutex: readers share the lock, writers have it for themselves.
//
// Correct. The readers run side by side, and no interleaving of them with the writers is a race.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace {

class SharedMutexMap {
public:
    void put(int key, int value) {
        const std::unique_lock lock(mutex_);
        map_[key] = value;
    }

    std::optional<int> get(int key) const {
        const std::shared_lock lock(mutex_);
        const auto entry = map_.find(key);
        if (entry == map_.end()) return std::nullopt;
        return entry->second;
    }

    bool erase(int key) {
        const std::unique_lock lock(mutex_);
        return map_.erase(key) != 0;
    }

    int sum() const {
        const std::shared_lock lock(mutex_);
        int total = 0;
        for (const auto& [key, value] : map_) total += value;
        return total;
    }

private:
    mutable std::shared_mutex mutex_;
    std::map<int, int> map_;
};

}  // namespace

CONTEND_TEST(SharedMutexMap, IsRaceFree) {
    return contend::spec<SharedMutexMap>()
        .operation("put", &SharedMutexMap::put)
        .operation("get", &SharedMutexMap::get)
        .operation("erase", &SharedMutexMap::erase)
        .operation("sum", &SharedMutexMap::sum)
        .threads(2, 3);
}
