#include <contend/base/random.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>

namespace contend::base {
namespace {

// The first outputs of SplitMix64 for seed 0, as published with the algorithm.
TEST(Random, gives_the_published_numbers) {
    Random random(0);
    EXPECT_EQ(random.next(), 0xe220a8397b1dcdafU);
    EXPECT_EQ(random.next(), 0x6e789e6aa1b965f4U);
    EXPECT_EQ(random.next(), 0x06c45d188009454fU);
}

RC_GTEST_PROP(Random, repeats_itself_for_the_same_seed, (std::uint64_t seed)) {
    Random first(seed);
    Random second(seed);
    for (int i = 0; i < 10; ++i) RC_ASSERT(first.next() == second.next());
}

RC_GTEST_PROP(Mix, maps_different_words_to_different_words, (std::uint64_t a, std::uint64_t b)) {
    RC_PRE(a != b);
    RC_ASSERT(mix(a) != mix(b));
}

// A bit of the input flips each bit of the output with probability 1/2: 32 of 64 on average. Over
// 64,000 flips the mean's standard deviation is below 0.02, so 31.5 to 32.5 is 25 of them.
TEST(Mix, scatters_neighbours) {
    double flipped = 0;
    for (std::uint64_t word = 0; word < 1000; ++word) {
        for (int bit = 0; bit < 64; ++bit) {
            flipped += __builtin_popcountll(mix(word) ^ mix(word ^ (std::uint64_t{1} << bit)));
        }
    }
    EXPECT_NEAR(flipped / 64'000, 32.0, 0.5);
}

RC_GTEST_PROP(Below, stays_below_its_bound, (std::uint64_t seed, std::uint32_t bound)) {
    RC_PRE(bound != 0U);
    Random random(seed);
    for (int i = 0; i < 100; ++i) RC_ASSERT(random.below(bound) < bound);
}

// Ten cells of 10,000 draws each: standard deviation 95, allowed 6 of them (a false alarm in 10^8
// seeds).
TEST(Below, hits_every_number_equally_often) {
    Random random(1);
    std::array<int, 10> hits{};
    for (int i = 0; i < 100'000; ++i) ++hits[random.below(10)];
    for (const int count : hits) EXPECT_NEAR(count, 10'000, 570);
}

// The mean number of failures at success probability p is (1 - p) / p, and (1 - (1 - p)^64) of that
// when cut at 64; its variance is at most (1 - p) / p^2. 100,000 draws, six standard deviations of
// their mean.
TEST(Geometric, has_the_mean_of_its_probability) {
    for (unsigned halvings = 1; halvings <= 4; ++halvings) {
        const double probability = std::pow(0.5, halvings);
        const double deviation =
            std::sqrt((1 - probability) / (probability * probability) / 100'000);
        Random random(halvings);
        double sum = 0;
        for (int i = 0; i < 100'000; ++i) sum += random.geometric(halvings);
        const double mean = (1 - probability) / probability * (1 - std::pow(1 - probability, 64));
        EXPECT_NEAR(sum / 100'000, mean, 6 * deviation) << halvings;
    }
}

TEST(Geometric, is_zero_with_the_probability_of_success) {
    Random random(5);
    int zeros = 0;
    for (int i = 0; i < 100'000; ++i) zeros += random.geometric(2) == 0 ? 1 : 0;
    EXPECT_NEAR(zeros, 25'000, 6 * std::sqrt(100'000 * 0.25 * 0.75));
}

RC_GTEST_PROP(Geometric, never_exceeds_64, (std::uint64_t seed)) {
    Random random(seed);
    for (int i = 0; i < 100; ++i) RC_ASSERT(random.geometric(4) <= 64U);
}

}  // namespace
}  // namespace contend::base
