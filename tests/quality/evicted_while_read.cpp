// A cache of two slots. The index says which slot a key is in; who misses evicts the slot whose turn it is.
//
// Wrong: a reader looks the slot up under the index' lock, and reads it under the slot's. In between the slot was given to
// another key, and the reader has the value of that one.
#include "suite.hpp"

#include <array>
#include <map>
#include <mutex>

namespace {

template <bool Right> class SlotCache {
public:
    static contend::Testable specification() {
        return contend::spec<SlotCache>()
            .initial("fill", &SlotCache::get)
            .operation("get", &SlotCache::get);
    }

private:
    struct Slot {
        std::mutex mutex;
        int key = 0;
        int value = 0;
    };

    static int value_of(int key) { return 10 * key; }

    void get(int key) {
        int value = value_of(key);
        std::unique_lock index_lock(index_mutex_);
        if (const auto found = index_.find(key); found != index_.end()) {
            Slot& slot = slots_[found->second];
            if constexpr (!Right) index_lock.unlock();
            const std::lock_guard lock(slot.mutex);
            value = slot.value;
        } else {
            const unsigned evicted = turn_++ % slots_.size();
            Slot& slot = slots_[evicted];
            const std::lock_guard lock(slot.mutex);
            index_.erase(slot.key);
            index_[key] = evicted;
            slot.key = key;
            slot.value = value;
        }
        EXPECT_EQ(value, value_of(key)) << "is the value of another key";
    }

    std::mutex index_mutex_;
    std::map<int, unsigned> index_;
    std::array<Slot, 2> slots_;
    unsigned turn_ = 0;
};

}  // namespace

CONTEND_QUALITY(evicted_while_read) {
    return contend::quality::right_and_wrong<SlotCache>(
        "assertion", "fill:1+fill:2/get:1+get:2+get:2/get:2+get:2+get:3/");
}
