#include "journal.hpp"

#include <gtest/gtest.h>

namespace contend {
namespace {

using scenario::Journal;

TEST(Spec, is_a_value_that_the_chain_does_not_change) {
    const auto one = spec<Journal>().operation("slot", &Journal::slot);
    const auto two = one.operation("leave", &Journal::leave);
    EXPECT_EQ(one.subject()->operations().size(), 1u);
    EXPECT_EQ(two.subject()->operations().size(), 2u);
}

TEST(Spec, hands_everything_on_to_the_subject) {
    const auto subject = scenario::journal_spec()
                             .invariant([](const Journal&) { return true; })
                             .invariant([](const Journal&) { return true; })
                             .tolerate("race:boost::lockfree*", "known")
                             .expect("data-race")
                             .subject();
    EXPECT_EQ(subject->type(), "contend::scenario::Journal");
    EXPECT_EQ(subject->operations().size(), 10u);
    EXPECT_EQ(subject->operations()[1].name, "put");
    ASSERT_EQ(subject->operations()[1].parameters.size(), 2u);
    EXPECT_EQ(subject->operations()[1].parameters[0].type, "int");
    EXPECT_EQ(subject->operations()[1].parameters[1].type, "std::string");
    ASSERT_EQ(subject->invariants().size(), 2u);
    EXPECT_EQ(subject->invariants()[0].name(), "invariant");
    EXPECT_EQ(subject->invariants()[1].name(), "invariant 2");
    ASSERT_EQ(subject->tolerated().size(), 1u);
    EXPECT_EQ(subject->tolerated()[0].pattern, "race:boost::lockfree*");
    EXPECT_EQ(subject->tolerated()[0].reason, "known");
    EXPECT_EQ(subject->expected_kind(), "data-race");
}

TEST(Spec, gives_the_weight_to_the_operation_before_it) {
    const auto subject = spec<Journal>()
                             .operation("slot", &Journal::slot)
                             .weight(3)
                             .operation("leave", &Journal::leave)
                             .subject();
    EXPECT_EQ(subject->operations()[0].weight, 3u);
    EXPECT_EQ(subject->operations()[1].weight, 1u);
}

struct Overloaded {
    int operator()(Journal&, int) const { return 1; }
    int operator()(Journal&, const std::string&) const { return 2; }
};
struct Final {
    int operator()(const Journal* journal, long number) const noexcept {
        return journal->number + static_cast<int>(number);
    }
};

TEST(Spec, takes_every_kind_of_function) {
    const std::function<int(Journal&, int)> function = [](Journal&, int number) { return number; };
    const auto subject =
        spec<Journal>()
            .operation("function object", Final())
            .operation("std::function", function)
            .operation("overloaded", Overloaded(), rc::gen::arbitrary<std::string>())
            .operation("no arguments", [](auto& journal) { return journal.number; })
            .operation("reference", &scenario::note, scenario::opaque())
            .subject();
    EXPECT_TRUE(subject->validate().ok());
    EXPECT_EQ(subject->operations()[0].parameters[0].type, "long");
    EXPECT_EQ(subject->operations()[2].parameters[0].type, "std::string");
    EXPECT_TRUE(subject->operations()[3].parameters.empty());
}

}  // namespace
}  // namespace contend
