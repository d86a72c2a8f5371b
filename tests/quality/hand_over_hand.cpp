// A sorted list with a lock in every node. Keys are their nodes' numbers; 0 is the head, `last` the end.
//
// Wrong: a thread lets go of a node before it has the next one, which may be unlinked meanwhile: what is inserted behind it is
// lost.
#include "suite.hpp"

#include <array>
#include <mutex>
#include <utility>

namespace {

template <bool Right> class CoupledList {
public:
    static contend::Testable specification() {
        return contend::spec<CoupledList>()
            .initial("fill", &CoupledList::insert)
            .operation("insert", &CoupledList::insert)
            .operation("erase", &CoupledList::erase)
            .final("find", [](CoupledList& list, unsigned key) {
                EXPECT_TRUE(list.contains(key)) << key << " is lost";
            });
    }

    CoupledList() { nodes_[0].next = last; }

private:
    static constexpr unsigned last = 7;
    using Lock = std::unique_lock<std::mutex>;

    struct Node {
        std::mutex mutex;
        unsigned next = 0;
    };

    // The last node below the key, locked.
    std::pair<unsigned, Lock> find(unsigned key) {
        unsigned at = 0;
        Lock lock(nodes_[0].mutex);
        while (nodes_[at].next < key) {
            at = nodes_[at].next;
            if constexpr (!Right) lock.unlock();
            Lock next(nodes_[at].mutex);
            lock = std::move(next);
        }
        return {at, std::move(lock)};
    }

    void insert(unsigned key) {
        const auto [before, lock] = find(key);
        if (nodes_[before].next == key) return;
        const std::lock_guard own(nodes_[key].mutex);
        nodes_[key].next = nodes_[before].next;
        nodes_[before].next = key;
    }

    void erase(unsigned key) {
        const auto [before, lock] = find(key);
        if (nodes_[before].next != key) return;
        const std::lock_guard own(nodes_[key].mutex);
        nodes_[before].next = nodes_[key].next;
    }

    bool contains(unsigned key) { return nodes_[find(key).first].next == key; }

    std::array<Node, last> nodes_;
};

}  // namespace

CONTEND_QUALITY(hand_over_hand) {
    return contend::quality::right_and_wrong<CoupledList>(
        "assertion",
        "fill:1+fill:3+fill:5/insert:6+insert:2+insert:4/erase:3/find:2+find:4+find:6");
}
