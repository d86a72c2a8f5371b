// Goal: one process knows which test runs, what to call it, and what it still has to show.
#include <contend/run/session.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace contend::run {
namespace {

Result some_result() { return Result(std::make_shared<const report::Report>()); }

TEST(Session, numbers_the_explorations_of_each_test_from_its_second) {
    Session session;
    session.begin_test("A.B", "--gtest_filter=A.B");
    EXPECT_EQ(session.next_subject(true), "A.B");
    EXPECT_EQ(session.next_subject(true), "A.B#2");
    session.end_test();
    session.begin_test("A.C", "--gtest_filter=A.C");
    EXPECT_EQ(session.next_subject(true), "A.C");
}

TEST(Session, does_not_number_what_a_property_repeats) {
    Session session;
    session.begin_test("A.B", "");
    EXPECT_EQ(session.next_subject(false), "A.B");
    EXPECT_EQ(session.next_subject(false), "A.B");
}

TEST(Session, names_the_program_where_there_is_no_test) {
    EXPECT_EQ(Session().next_subject(true), "unit_run");
}

TEST(Session, gives_back_the_results_that_nobody_showed) {
    Session session;
    session.begin_test("A.B", "");
    const Result shown = some_result();
    session.add(shown);
    session.add(some_result());
    session.shown(shown.report());
    EXPECT_EQ(session.end_test().size(), 1U);
    EXPECT_TRUE(session.end_test().empty());
}

TEST(Session, refuses_a_token_that_it_cannot_read) {
    Session session;
    Options options = session.options();
    options.replay = "contend1.nonsense";
    EXPECT_FALSE(session.use(options));
    EXPECT_FALSE(session.replay());
}

TEST(Session, knows_the_test_of_a_subject) {
    EXPECT_EQ(test_of("A.B#2"), "A.B");
    EXPECT_EQ(test_of("A.B"), "A.B");
}

}  // namespace
}  // namespace contend::run
