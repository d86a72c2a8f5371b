#include <contend/scenario/stored.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>

namespace contend::scenario {
namespace {

using ::testing::HasSubstr;

template <class T> std::optional<T> round_trip(const T& value) {
    std::string error;
    const std::optional<std::string> text = write_stored(value);
    return text ? read_stored<T>(*text, error) : std::nullopt;
}

template <class T> std::string error_of(const std::string& text) {
    std::string error;
    const bool read = read_stored<T>(text, error).has_value();
    return read ? "" : error;
}

enum class Colour : std::uint8_t { red, green };

struct Point {
    int x = 0;
    int y = 0;
    friend bool operator==(const Point& left, const Point& right) {
        return left.x == right.x && left.y == right.y;
    }
    friend std::ostream& operator<<(std::ostream& out, const Point& point) {
        return out << point.x << ' ' << point.y;
    }
    friend std::istream& operator>>(std::istream& in, Point& point) {
        return in >> point.x >> point.y;
    }
};

struct ForPeople {
    int x = 0;
    friend std::ostream& operator<<(std::ostream& out, const ForPeople& shown) {
        return out << "x is " << shown.x;
    }
    friend std::istream& operator>>(std::istream& in, ForPeople& read) { return in >> read.x; }
};

struct Unstreamed {};

template <class T> class StoredNumber : public ::testing::Test {};
using Numbers =
    ::testing::Types<bool, char, signed char, unsigned char, short, unsigned short, int, unsigned,
                     long, unsigned long, long long, unsigned long long, float, double>;
TYPED_TEST_SUITE(StoredNumber, Numbers);

TYPED_TEST(StoredNumber, is_read_back) {
    rc::check([](TypeParam number) {
        RC_ASSERT(round_trip(number) == std::optional<TypeParam>(number));
    });
    using Limits = std::numeric_limits<TypeParam>;
    for (const TypeParam number : {Limits::lowest(), Limits::max(), TypeParam()}) {
        EXPECT_EQ(round_trip(number), std::optional<TypeParam>(number));
    }
}

RC_GTEST_PROP(Stored, texts_are_read_back, (const std::string& text)) {
    RC_ASSERT(round_trip(text) == std::optional<std::string>(text));
}

RC_GTEST_PROP(Stored, nested_values_are_read_back,
              (const std::vector<std::pair<std::string, std::tuple<int, bool>>>& value)) {
    RC_ASSERT(round_trip(value) == std::optional(value));
}

RC_GTEST_PROP(Stored, arrays_and_vectors_of_bool_are_read_back,
              (const std::array<short, 3>& array, const std::vector<bool>& flags)) {
    RC_ASSERT(round_trip(array) == std::optional(array));
    RC_ASSERT(round_trip(flags) == std::optional(flags));
}

RC_GTEST_PROP(Stored, types_that_stream_are_read_back, (int x, int y)) {
    const Point point{x, y};
    RC_ASSERT(round_trip(point) == std::optional<Point>(point));
}

RC_GTEST_PROP(Stored, no_text_makes_reading_fail_badly, (const std::string& text)) {
    std::string error;
    const auto value = read_stored<std::vector<std::optional<std::string>>>(text, error);
    RC_ASSERT(value.has_value() == error.empty());
}

TEST(Stored, optionals_durations_and_enumerations_are_read_back) {
    using Maybe = std::optional<std::optional<int>>;
    for (const Maybe& maybe : {Maybe(), Maybe(std::in_place), Maybe(7)}) {
        EXPECT_EQ(round_trip(maybe), std::optional<Maybe>(maybe));
    }
    EXPECT_EQ(round_trip(std::chrono::milliseconds(-3)), std::chrono::milliseconds(-3));
    EXPECT_EQ(round_trip(Colour::green), Colour::green);
    EXPECT_EQ(round_trip(std::tuple<>()), std::optional(std::tuple<>()));
}

TEST(Stored, infinite_numbers_are_read_back) {
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(round_trip(infinity), infinity);
    EXPECT_EQ(round_trip(-infinity), -infinity);
    EXPECT_TRUE(std::isnan(*round_trip(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Stored, a_text_for_people_is_not_taken_for_a_value) {
    EXPECT_TRUE(is_stored_as_value<ForPeople>);
    EXPECT_EQ(write_stored(ForPeople{3}), std::nullopt);
    EXPECT_FALSE(is_stored_as_value<Unstreamed>);
    EXPECT_FALSE(is_stored_as_value<std::vector<Unstreamed>>);
}

TEST(Stored, damaged_text_is_refused_with_the_reason) {
    EXPECT_THAT(error_of<unsigned char>("300"), HasSubstr("'300' is not a number in 0..255"));
    EXPECT_THAT(error_of<int>(""), HasSubstr("it ends too early"));
    EXPECT_THAT(error_of<int>("1,2"), HasSubstr("there is more than expected: '2'"));
    EXPECT_THAT(error_of<int>(" 1"), HasSubstr("not a value"));
    EXPECT_THAT(error_of<bool>("yes"), HasSubstr("'yes' is neither true nor false"));
    EXPECT_THAT(error_of<std::string>("a"), HasSubstr("'a' is not a text"));
    EXPECT_THAT(error_of<std::string>("=%4"), HasSubstr("is not a text"));
    EXPECT_THAT(error_of<std::vector<int>>("9999999999"), HasSubstr("is not a number in 0.."));
    EXPECT_THAT(error_of<std::vector<int>>("1000000,1"), HasSubstr("it ends too early"));
    EXPECT_THAT(error_of<float>("1e300"), HasSubstr("out of range"));
    EXPECT_THAT(error_of<Point>("=x"), HasSubstr("operator>>"));
}

}  // namespace
}  // namespace contend::scenario
