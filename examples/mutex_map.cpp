// A map behind one mutex: every operation takes it, so nothing can go wrong.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>
#include <optional>

namespace {

class MutexMap {
public:
    void put(int key, int value) {
        const std::lock_guard lock(mutex_);
        map_[key] = value;
    }

    std::optional<int> get(int key) const {
        const std::lock_guard lock(mutex_);
        const auto entry = map_.find(key);
        if (entry == map_.end()) return std::nullopt;
        return entry->second;
    }

    bool erase(int key) {
        const std::lock_guard lock(mutex_);
        return map_.erase(key) != 0;
    }

    int sum() const {
        const std::lock_guard lock(mutex_);
        int total = 0;
        for (const auto& [key, value] : map_) total += value;
        return total;
    }

private:
    mutable std::mutex mutex_;
    std::map<int, int> map_;
};

}  // namespace

CONTEND_TEST(MutexMap, IsRaceFree) {
    return contend::spec<MutexMap>()
        .operation("put", &MutexMap::put)
        .operation("get", &MutexMap::get)
        .operation("erase", &MutexMap::erase)
        .operation("sum", &MutexMap::sum)
        .threads(2, 3);
}
