// A table that grows bit by bit: each call moves one entry from the old table to the new one. Each table has its lock.
//
// Wrong: an entry leaves the old table before it is in the new one, and for a moment a key that was always there is missing.
#include "suite.hpp"

#include <mutex>
#include <set>

namespace {

template <bool Right> class GrowingTable {
public:
    static contend::Testable specification() {
        return contend::spec<GrowingTable>()
            .initial("fill", &GrowingTable::insert_old)
            .operation("move", &GrowingTable::move)
            .operation("find", [](GrowingTable& table, int key) {
                EXPECT_TRUE(table.contains(key)) << key << " was always there";
            });
    }

private:
    struct Table {
        std::mutex mutex;
        std::set<int> keys;

        bool has(int key) {
            const std::lock_guard lock(mutex);
            return keys.count(key) != 0;
        }
        void insert(int key) {
            const std::lock_guard lock(mutex);
            keys.insert(key);
        }
        void erase(int key) {
            const std::lock_guard lock(mutex);
            keys.erase(key);
        }
    };

    void insert_old(int key) { old_.insert(key); }

    void move(int key) {
        if (!old_.has(key)) return;
        if constexpr (Right) new_.insert(key);
        old_.erase(key);
        if constexpr (!Right) new_.insert(key);
    }

    bool contains(int key) { return old_.has(key) || new_.has(key); }

    Table old_;
    Table new_;
};

}  // namespace

CONTEND_QUALITY(entry_on_the_move) {
    return contend::quality::right_and_wrong<GrowingTable>(
        "assertion", "fill:1+fill:2+fill:3/move:1+move:2+move:3/find:2+find:3/");
}
