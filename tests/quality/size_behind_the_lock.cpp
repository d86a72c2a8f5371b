// A set that keeps its size in an atomic beside the lock, for whoever only wants to know that.
//
// Wrong: the size changes after the lock is let go. An element may be erased, and counted so, before it was counted.
#include "suite.hpp"

#include <atomic>
#include <mutex>
#include <set>

namespace {

template <bool Right> class CountedSet {
public:
    static contend::Testable specification() {
        return contend::spec<CountedSet>()
            .operation("insert", &CountedSet::insert)
            .operation("erase", &CountedSet::erase)
            .operation("size", &CountedSet::size);
    }

private:
    void insert(int key) {
        std::unique_lock lock(mutex_);
        if (!keys_.insert(key).second) return;
        if constexpr (!Right) lock.unlock();
        size_.fetch_add(1);
    }

    void erase(int key) {
        std::unique_lock lock(mutex_);
        if (keys_.erase(key) == 0) return;
        if constexpr (!Right) lock.unlock();
        size_.fetch_sub(1);
    }

    int size() const {
        const int size = size_.load();
        EXPECT_GE(size, 0);
        return size;
    }

    std::mutex mutex_;
    std::set<int> keys_;
    std::atomic<int> size_ = 0;
};

}  // namespace

CONTEND_QUALITY(size_behind_the_lock) {
    return contend::quality::right_and_wrong<CountedSet>(
        "assertion", "/insert:1+erase:1+insert:2/size+erase:2+size/");
}
