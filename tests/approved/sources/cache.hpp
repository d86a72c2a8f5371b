#pragma once

#include <map>
#include <mutex>

class Cache {
public:
    bool put(int key, int value) {
        const std::lock_guard lock{mutex_};
        map_[key] = value;
        return true;
    }

    int get(int key) {
        size_ += 1;
        const auto found = map_.find(key);
        return found == map_.end() ? 0 : found->second;
    }

private:
    std::mutex mutex_;
    std::map<int, int> map_;
    int size_ = 0;
};
