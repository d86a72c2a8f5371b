#include "journal.hpp"

#include <contend/scenario/value.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::scenario {
namespace {

TEST(ValueOfAnyType, has_a_text_for_people_and_one_for_tokens) {
    const Value value = Value::of(std::vector<std::string>{"a", "b c"});
    EXPECT_EQ(value.text(), "[\"a\", \"b c\"]");
    EXPECT_EQ(value.stored(), "2,=a,=b%20c");
    EXPECT_FALSE(value.stored_as_generator_state());
}

TEST(ValueOfAnyType, gives_back_what_it_was_made_of) {
    EXPECT_EQ(Value::of(std::string("a")).get<std::string>(), "a");
    EXPECT_TRUE(Value().empty());
    EXPECT_EQ(Value().stored(), "");
}

TEST(ValueOfAnyType, is_stored_by_its_generator_when_it_cannot_be_written) {
    GeneratorState state;
    state.seed = 0xab;
    state.size = 7;
    state.path = {2, 0};
    const Value value = Value::of(Opaque{3}, state);
    EXPECT_EQ(value.text(), "opaque 3");
    EXPECT_EQ(value.stored(), "@ab.7.2.0");
    EXPECT_TRUE(value.stored_as_generator_state());
    EXPECT_EQ(Value::of(Opaque{3}).stored(), unknown_generator_state);
}

TEST(ValueOfAnyType, equals_by_type_and_stored_form) {
    EXPECT_EQ(Value::of(1), Value::of(1));
    EXPECT_NE(Value::of(1), Value::of(2));
    EXPECT_NE(Value::of(1), Value::of(1L));
    EXPECT_NE(Value::of(1), Value());
}

TEST(ValueOfAnyTypeDeathTest, refuses_to_be_taken_for_another_type) {
    EXPECT_DEATH(Value::of(1).get<long>(), "broken invariant");
}

}  // namespace
}  // namespace contend::scenario
