// A counter of visits in a map that is safe to use from any thread.
//
// Wrong: each call is safe, the two are not one. Between the look at the count and the store of the next, somebody else
// counts, and is lost. The right way is to swap, and to look again where that fails.
#include "sync_map.hpp"

#include <contend/gtest.hpp>

#include <optional>

namespace {

class Visits {
public:
    void count(int page) { visits_.store(page, visits_.load(page).value_or(0) + 1); }

    int of(int page) const { return visits_.load(page).value_or(0); }

private:
    maps::SyncMap<int, int> visits_;
};

class CarefulVisits {
public:
    void count(int page) {
        int seen = visits_.load_or_store(page, 0).first;
        while (!visits_.compare_and_swap(page, seen, seen + 1)) seen = *visits_.load(page);
    }

    int of(int page) const { return visits_.load(page).value_or(0); }

private:
    maps::SyncMap<int, int> visits_;
};

template <class Counter> contend::Spec<Counter> specification() {
    const auto page = rc::gen::inRange(0, 2);
    return contend::spec<Counter>()
        .operation("count", &Counter::count, page)
        .operation("of", &Counter::of, page);
}

}  // namespace

CONTEND_TEST(SyncMap, IsCheckedAndThenActedUpon) {
    return specification<Visits>().expect("not-linearizable");
}

CONTEND_TEST(SyncMap, IsSwappedUntilNobodyCameBetween) { return specification<CarefulVisits>(); }
