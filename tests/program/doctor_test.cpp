// Goal: a program that is linked with contend is in order, for `contend doctor`, and an instrumented library beside it that is
// not linked so is noticed.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using contend::test::shell;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string doctor = std::string(CONTEND_PROGRAM) + " doctor --compiler /bin/true -- ";

TEST(Doctor, finds_nothing_to_do_about_a_program) {
    EXPECT_THAT(
        shell(doctor + CONTEND_SUBJECTS + "/subject_correct").output,
        AllOf(HasSubstr("ok   program: "), HasSubstr("ok   hooks: "), HasSubstr("ok   fences: "),
              HasSubstr("ok   libraries: "), HasSubstr("ok   waits: "),
              HasSubstr("ok   allocator: "), HasSubstr("ok   standard library: ")));
}

TEST(Doctor, finds_nothing_to_do_about_a_test) {
    EXPECT_THAT(
        shell(doctor + CONTEND_EXAMPLES + "/example_mutex_map").output,
        AllOf(HasSubstr("ok   hooks: "), Not(HasSubstr("TODO hooks")), HasSubstr("ok   fences: ")));
}

TEST(Doctor, sees_the_fences_behind_the_hooks) {
    EXPECT_THAT(
        shell(doctor + CONTEND_FENCED).output,
        AllOf(HasSubstr("ok   hooks: "), HasSubstr("TODO fences: "), HasSubstr("publish_it()")));
}

TEST(Doctor, names_a_library_whose_accesses_are_no_scheduling_points) {
    EXPECT_THAT(shell(doctor + CONTEND_UNHOOKED).output,
                HasSubstr("TODO hooks: memory accesses and atomics in libunhooked.so are no "
                          "scheduling points"));
}

TEST(Doctor, is_content_with_a_library_that_is_linked_with_the_hooks) {
    EXPECT_THAT(shell(doctor + CONTEND_HOOKED).output,
                AllOf(HasSubstr("ok   hooks: "), HasSubstr("ok   libraries: ")));
}

}  // namespace
