#include <contend/scenario/default_generator.hpp>

#include <gtest/gtest.h>

#include <set>

namespace contend::scenario {
namespace {

template <class T> std::set<T> drawn() {
    const rc::Gen<T> generator = default_generator<T>();
    std::set<T> values;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        values.insert(generator(rc::Random(seed), static_cast<int>(seed % 100)).value());
    }
    return values;
}

TEST(DefaultGeneratorOfAType, makes_few_different_values) {
    EXPECT_EQ(drawn<int>(), (std::set<int>{0, 1, 2, 3}));
    EXPECT_EQ(drawn<unsigned char>(), (std::set<unsigned char>{0, 1, 2, 3}));
    EXPECT_EQ(drawn<bool>(), (std::set<bool>{false, true}));
    EXPECT_EQ(drawn<std::string>(), (std::set<std::string>{"a", "b", "c"}));
}

TEST(DefaultGeneratorOfAType, makes_short_vectors) {
    std::size_t longest = 0;
    for (const std::vector<int>& numbers : drawn<std::vector<int>>())
        longest = std::max(longest, numbers.size());
    EXPECT_EQ(longest, 2u);
}

TEST(DefaultGeneratorOfAType, shrinks_to_the_first_value) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto least =
            rc::shrinkable::findLocalMin(default_generator<std::string>()(rc::Random(seed), 10),
                                         [](const std::string&) { return true; });
        EXPECT_EQ(least.first, "a");
    }
}

}  // namespace
}  // namespace contend::scenario
