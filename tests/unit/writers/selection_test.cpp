// Goal: a long interleaving is cut to what explains the failure: its switches and its end.
#include <contend/writers/selection.hpp>

#include "examples.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace contend::writers {
namespace {

/// `turns` turns of two threads, each of `steps` steps in one operation.
std::vector<report::Step> turns(int turns, int steps) {
    std::vector<report::Step> all;
    for (int turn = 0; turn < turns; ++turn) {
        for (int i = 0; i < steps; ++i) all.push_back(test::step(turn % 2, "reads", "get()", {}));
    }
    return all;
}

TEST(Beginnings, tell_turns_and_operations) {
    const std::vector<Beginning> begins =
        beginnings({test::step(0, "", "a", {}), test::step(0, "", "a", {}),
                    test::step(1, "", "b", {}), test::step(0, "", "c", {})});
    EXPECT_FALSE(begins[0].turn);
    EXPECT_TRUE(begins[0].operation);
    EXPECT_FALSE(begins[1].turn);
    EXPECT_FALSE(begins[1].operation);
    EXPECT_TRUE(begins[2].turn);
    EXPECT_TRUE(begins[3].turn);
    EXPECT_TRUE(begins[3].operation);
}

TEST(Beginnings, count_a_turn_that_was_only_marked) {
    // The steps between were not recorded, but the thread had been away.
    const std::vector<Beginning> begins =
        beginnings({test::step(0, "", "a", {}), test::after_switch(test::step(0, "", "a", {}))});
    EXPECT_TRUE(begins[1].turn);
}

TEST(SelectSteps, keep_everything_that_fits) {
    const std::vector<bool> kept = select_steps(beginnings(turns(2, 3)), 60);
    EXPECT_EQ(std::count(kept.begin(), kept.end(), true), 6);
}

TEST(SelectSteps, drop_the_middle_of_turns_first) {
    const std::vector<bool> kept = select_steps(beginnings(turns(2, 50)), 60);
    EXPECT_TRUE(kept[0]);
    EXPECT_FALSE(kept[25]);
    EXPECT_TRUE(kept[49]) << "the last step before the switch";
    EXPECT_TRUE(kept[50]) << "the first step after it";
    EXPECT_FALSE(kept[75]);
    EXPECT_TRUE(kept[99]);
}

TEST(SelectSteps, drop_the_oldest_turns_last) {
    const std::vector<bool> kept = select_steps(beginnings(turns(500, 2)), 60);
    EXPECT_FALSE(kept[0]);
    EXPECT_TRUE(kept[997]);
    EXPECT_TRUE(kept[998]);
    EXPECT_TRUE(kept[999]);
    EXPECT_LT(std::count(kept.begin(), kept.end(), true), 60);
}

TEST(SelectSteps, keep_the_last_step_whatever_the_limit) {
    const std::vector<bool> kept = select_steps(beginnings(turns(3, 3)), 0);
    EXPECT_EQ(std::count(kept.begin(), kept.end(), true), 1);
    EXPECT_TRUE(kept.back());
    EXPECT_TRUE(select_steps({}, 10).empty());
}

}  // namespace
}  // namespace contend::writers
