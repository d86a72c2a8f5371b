// An object that is made by the first who needs it, out of an arena.
//
// Wrong: the pointer is stored, not exchanged for null. Two threads that both saw null publish one object each, and whoever
// got the first holds another one than everybody after.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class LazyTable {
public:
    static contend::Testable specification() {
        return contend::spec<LazyTable>().operation("column", &LazyTable::use);
    }

private:
    struct Column {
        std::atomic<int> uses = 0;
    };

    Column& column(unsigned index) {
        std::atomic<Column*>& slot = columns_[index];
        Column* found = slot.load();
        if (found != nullptr) return *found;
        Column* const made = &arena_[made_.fetch_add(1)];
        if constexpr (Right) {
            if (!slot.compare_exchange_strong(found, made)) return *found;
        } else {
            slot.store(made);
        }
        return *made;
    }

    void use(unsigned index) {
        Column& mine = column(index);
        mine.uses.fetch_add(1);
        EXPECT_EQ(&mine, columns_[index].load()) << "there is another one now";
    }

    std::array<std::atomic<Column*>, 4> columns_{};
    std::array<Column, 16> arena_;
    std::atomic<unsigned> made_ = 0;
};

}  // namespace

CONTEND_QUALITY(lazy_published_twice) {
    return contend::quality::right_and_wrong<LazyTable>(
        "assertion", "/column:0+column:1+column:2/column:3+column:2/");
}
