#include <contend/base/check.hpp>

#include <gtest/gtest.h>

namespace contend::base {
namespace {

TEST(Check, lets_a_true_condition_pass_and_evaluates_it_once) {
    int evaluations = 0;
    CONTEND_CHECK(++evaluations == 1);
    EXPECT_EQ(evaluations, 1);
}

TEST(CheckDeathTest, ends_the_process_with_the_broken_condition) {
    EXPECT_EXIT(CONTEND_CHECK(1 + 1 == 3), ::testing::ExitedWithCode(134),
                "broken invariant .*1 \\+ 1 == 3 at .*check_test.cpp:");
}

}  // namespace
}  // namespace contend::base
