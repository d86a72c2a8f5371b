#include <contend/base/thread_set.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <iterator>
#include <set>
#include <vector>

namespace contend::base {
namespace {

ThreadId any_thread() { return *rc::gen::inRange<ThreadId>(0, threads_max); }

/// A random set beside a std::set with the same history.
struct Pair {
    ThreadSet set;
    std::set<ThreadId> model;
};

Pair any_pair() {
    Pair pair;
    for (int steps = *rc::gen::inRange(0, 100); steps > 0; --steps) {
        const ThreadId id = any_thread();
        if (*rc::gen::inRange(0, 3) != 0) {
            pair.set.insert(id);
            pair.model.insert(id);
        } else {
            pair.set.erase(id);
            pair.model.erase(id);
        }
    }
    return pair;
}

RC_GTEST_PROP(ThreadSet, holds_what_a_set_holds, ()) {
    const Pair pair = any_pair();
    RC_ASSERT(pair.set.size() == pair.model.size());
    RC_ASSERT(pair.set.empty() == pair.model.empty());
    for (ThreadId id = 0; id < threads_max; ++id)
        RC_ASSERT(pair.set.contains(id) == (pair.model.count(id) != 0));
}

RC_GTEST_PROP(ThreadSet, is_walked_in_order, ()) {
    const Pair pair = any_pair();
    std::vector<ThreadId> walked;
    for (ThreadId id = pair.set.first(); id != no_thread; id = pair.set.after(id))
        walked.push_back(id);
    RC_ASSERT(walked == std::vector<ThreadId>(pair.model.begin(), pair.model.end()));
    for (unsigned i = 0; i < walked.size(); ++i) RC_ASSERT(pair.set.nth(i) == walked[i]);
}

RC_GTEST_PROP(ThreadSet, comes_round_to_the_first_in_cyclic_order, ()) {
    const Pair pair = any_pair();
    const ThreadId id = any_thread();
    const auto above = pair.model.upper_bound(id);
    const ThreadId expected = pair.model.empty()          ? no_thread
                              : above == pair.model.end() ? *pair.model.begin()
                                                          : *above;
    RC_ASSERT(pair.set.cyclic_after(id) == expected);
}

TEST(ThreadSet, knows_both_ends_of_the_range) {
    ThreadSet set;
    set.insert(threads_max - 1);
    set.insert(0);
    EXPECT_EQ(set.first(), 0);
    EXPECT_EQ(set.after(0), threads_max - 1);
    EXPECT_EQ(set.after(threads_max - 1), no_thread);
    EXPECT_EQ(set.cyclic_after(threads_max - 1), 0);
}

TEST(ThreadSet, is_its_own_successor_when_alone) {
    ThreadSet set;
    set.insert(7);
    EXPECT_EQ(set.cyclic_after(7), 7);
}

TEST(ThreadSet, is_empty_after_clear) {
    ThreadSet set;
    set.insert(3);
    set.clear();
    EXPECT_TRUE(set.empty());
    EXPECT_EQ(set.first(), no_thread);
}

}  // namespace
}  // namespace contend::base
