// Goal: results that are equal count as equal, whatever they are made of, and others do not.
#include <contend/scenario/digest.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace contend::scenario {
namespace {

struct Incomparable {};
struct OnlyPrinted {
    int number;
    friend std::ostream& operator<<(std::ostream& out, const OnlyPrinted& printed) {
        return out << '#' << printed.number;
    }
};
enum class Colour { red, green };

static_assert(!is_digestible<Incomparable>);
static_assert(!is_digestible<std::vector<Incomparable>>);
static_assert(!is_digestible<std::optional<Incomparable>>);
static_assert(is_digestible<std::map<std::string, std::vector<std::optional<int>>>>);

template <class T, class U> bool alike(const T& left, const U& right) {
    return digest_of(left) == digest_of(right);
}

TEST(Digest, numbers_are_compared_by_value) {
    EXPECT_TRUE(alike(1, 1L));
    EXPECT_TRUE(alike(-1, -1LL));
    EXPECT_TRUE(alike(true, 1));
    EXPECT_TRUE(alike(Colour::green, 1));
    EXPECT_TRUE(alike(0.0, -0.0));
    EXPECT_FALSE(alike(1, 2));
    EXPECT_FALSE(alike(1.0, 1.5));
}

TEST(Digest, pointers_are_null_or_not) {
    const int one = 1;
    const int other = 1;
    EXPECT_TRUE(alike(&one, &other));
    EXPECT_FALSE(alike(&one, static_cast<const int*>(nullptr)));
    EXPECT_TRUE(alike(std::make_unique<int>(1), std::make_unique<int>(2)));
    EXPECT_FALSE(alike(std::make_shared<int>(1), std::shared_ptr<int>()));
}

TEST(Digest, optional_values_differ_from_none_and_from_each_other) {
    using Optional = std::optional<int>;
    EXPECT_TRUE(alike(Optional(3), Optional(3)));
    EXPECT_FALSE(alike(Optional(3), Optional(4)));
    EXPECT_FALSE(alike(Optional(0), Optional()));
    EXPECT_FALSE(alike(std::optional<Optional>(std::in_place), std::optional<Optional>()));
}

TEST(Digest, containers_are_compared_by_their_elements) {
    EXPECT_TRUE(alike(std::vector{1, 2}, std::list{1, 2}));
    EXPECT_FALSE(alike(std::vector{1, 2}, std::vector{2, 1}));
    EXPECT_FALSE(alike(std::vector{1}, std::vector{1, 1}));
    EXPECT_FALSE(alike(std::vector<int>{}, std::vector{0}));
    EXPECT_TRUE(alike(std::string("ab"), std::string_view("ab")));
    EXPECT_FALSE(alike(std::string("ab"), std::string("ba")));
    EXPECT_FALSE(alike(std::pair(1, 2), std::pair(2, 1)));
    EXPECT_FALSE(alike(std::tuple(1, 2), std::tuple(1, 3)));
}

TEST(Digest, the_order_of_a_hashed_container_says_nothing) {
    std::unordered_set<int> rising(1);
    std::unordered_set<int> falling(1'000);
    for (int i = 0; i < 10; ++i) rising.insert(i);
    for (int i = 9; i >= 0; --i) falling.insert(i);
    EXPECT_TRUE(alike(rising, falling));
    falling.erase(3);
    EXPECT_FALSE(alike(rising, falling));
}

TEST(Digest, a_variant_is_its_alternative_and_its_value) {
    using Variant = std::variant<int, long>;
    EXPECT_TRUE(alike(Variant(1), Variant(1)));
    EXPECT_FALSE(alike(Variant(1), Variant(1L)));
}

TEST(Digest, what_is_only_printable_is_compared_as_printed) {
    EXPECT_TRUE(alike(OnlyPrinted{1}, OnlyPrinted{1}));
    EXPECT_FALSE(alike(OnlyPrinted{1}, OnlyPrinted{2}));
}

RC_GTEST_PROP(DigestProperty, is_equal_exactly_for_equal_values,
              (const std::map<int, std::vector<std::string>>& left,
               const std::map<int, std::vector<std::string>>& right)) {
    RC_ASSERT(alike(left, right) == (left == right));
    RC_ASSERT(alike(left, std::map(left)));
}

}  // namespace
}  // namespace contend::scenario
