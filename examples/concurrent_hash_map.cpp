// tbb::concurrent_hash_map, used through accessors: locks on single entries.
//
// Correct. The map is all header, so contend sees its atomics and spin locks. libtbb, which is not
// built with ThreadSanitizer, would only give it memory, and does not say when one thread gets what
// another gave back: that would look like a race. So the memory comes from std::allocator.
#include <contend/gtest.hpp>

#include <tbb/concurrent_hash_map.h>
#include <memory>
#include <optional>
#include <utility>

namespace {

class Inventory {
public:
    void add(int item, int count) {
        Stock::accessor entry;
        stock_.insert(entry, item);
        entry->second += count;
    }

    bool remove(int item) { return stock_.erase(item); }

    std::optional<int> count(int item) const {
        Stock::const_accessor entry;
        if (!stock_.find(entry, item)) return std::nullopt;
        return entry->second;
    }

private:
    using Entry = std::pair<const int, int>;
    using Stock =
        tbb::concurrent_hash_map<int, int, tbb::tbb_hash_compare<int>, std::allocator<Entry>>;
    Stock stock_;
};

}  // namespace

CONTEND_TEST(ConcurrentHashMap, IsRaceFree) {
    return contend::spec<Inventory>()
        .operation("add", &Inventory::add)
        .operation("remove", &Inventory::remove)
        .operation("count", &Inventory::count)
        .threads(2, 3);
}
