// A sorted linked list after Harris (DISC 2001). Keys are their nodes' numbers; 0 is the head, `last` the end.
//
// Wrong: a node is unlinked without being marked first. Who inserts behind it at that time links to a node nobody comes to.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

template <bool Right> class SortedList {
public:
    static contend::Testable specification() {
        return contend::spec<SortedList>()
            .initial("fill", &SortedList::insert)
            .operation("insert", &SortedList::insert)
            .operation("erase", &SortedList::erase)
            .final("find", [](SortedList& list, unsigned key) {
                EXPECT_TRUE(list.contains(key)) << key << " is lost";
            });
    }

    SortedList() { next_[0] = last; }

private:
    static constexpr unsigned last = 7;
    static constexpr unsigned mark = 8;  // of a node that is erased, in its own pointer

    struct Place {
        unsigned before;
        unsigned at;  // the first node that is not less than the key
    };

    Place find(unsigned key) {
        for (;;) {
            Place place{0, next_[0].load() & ~mark};
            bool in_order = true;
            while (in_order && place.at < last) {
                const unsigned next = next_[place.at].load();
                if ((next & mark) != 0) {
                    unsigned expected = place.at;
                    in_order = next_[place.before].compare_exchange_strong(expected, next & ~mark);
                    place.at = next & ~mark;
                } else if (place.at < key) {
                    place = {place.at, next};
                } else {
                    break;
                }
            }
            if (in_order) return place;
        }
    }

    void insert(unsigned key) {
        for (;;) {
            const Place place = find(key);
            if (place.at == key) return;
            next_[key].store(place.at);
            unsigned expected = place.at;
            if (next_[place.before].compare_exchange_strong(expected, key)) return;
        }
    }

    void erase(unsigned key) {
        const Place place = find(key);
        if (place.at != key) return;
        const unsigned next = Right ? next_[key].fetch_or(mark) : next_[key].load();
        unsigned expected = key;
        if ((next & mark) != 0) return;
        if (!next_[place.before].compare_exchange_strong(expected, next)) find(key);
    }

    bool contains(unsigned key) { return find(key).at == key; }

    std::array<std::atomic<unsigned>, last> next_{};
};

}  // namespace

CONTEND_QUALITY(list_without_marks) {
    return contend::quality::right_and_wrong<SortedList>(
        "assertion",
        "fill:1+fill:3+fill:5/insert:6+insert:2+insert:4/erase:3/find:2+find:4+find:6");
}
