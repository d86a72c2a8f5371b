#include <contend/check/invariant.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace contend::check {
namespace {

TEST(Invariant, holds_of_an_object_if_its_predicate_does) {
    const Invariant positive =
        Invariant::on<int>("is positive", [](const int& number) { return number > 0; });
    const int one = 1;
    const int zero = 0;
    EXPECT_EQ(positive.name(), "is positive");
    EXPECT_TRUE(positive.holds(&one));
    EXPECT_FALSE(positive.holds(&zero));
}

TEST(Invariant, keeps_what_its_predicate_captured) {
    const std::string text = "a text too long to be kept within the object";
    Invariant copy =
        Invariant::on<std::string>("is equal", [](const std::string&) { return false; });
    {
        const Invariant equal = Invariant::on<std::string>(
            "is equal", [text](const std::string& other) { return other == text; });
        copy = equal;
    }
    EXPECT_TRUE(copy.holds(&text));
}

TEST(Invariant, lets_out_what_its_predicate_throws) {
    const Invariant thrower =
        Invariant::on<int>("throws", [](int) -> bool { throw std::runtime_error("no"); });
    const int number = 0;
    EXPECT_THROW(thrower.holds(&number), std::runtime_error);
}

}  // namespace
}  // namespace contend::check
