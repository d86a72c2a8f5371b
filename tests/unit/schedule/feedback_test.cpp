// Goal: a chain of unlikely reads is found a link at a time, and no strategy that forgets does that.
#include <contend/schedule/feedback.hpp>
#include <contend/schedule/watched.hpp>

#include <unit/schedule/program.hpp>
#include <unit/schedule/subjects.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

namespace contend::schedule {
namespace {

/// The strategy with what it needs.
struct Fuzzer {
    Communication communication;
    Corpus corpus;
    Watched watched{communication, corpus};
    Feedback feedback{communication, corpus};

    Strategy& strategy() { return watched.watch(feedback); }
};

// A random walk that leaves a thread with probability 1/2 and then draws one of two takes both steps of a
// turn as it should with probability (1/4)^2 at best, partial-order sampling with 1/4: eight turns are
// 4^-8 = 1/65536. Link by link, with some sixty other pairs that are as rare and lead nowhere, it took 2,300
// executions on average.
TEST(Feedback, finds_a_bug_behind_a_chain_of_reads) {
    const test::Subject subject = test::turns(8);
    unsigned found = 0;
    for (std::uint64_t trial = 0; trial < 20; ++trial) {
        const auto fuzzer = std::make_unique<Fuzzer>();
        const auto next = [&](std::uint64_t) -> Strategy& { return fuzzer->strategy(); };
        found += subject.executions_to_failure(next, base::mix(trial), 6'000) < 6'000 ? 1 : 0;
    }
    EXPECT_GE(found, 18U);
    unsigned walks = 0;
    unsigned samples = 0;
    for (std::uint64_t trial = 0; trial < 5; ++trial) {
        RandomWalk walk;
        Pos pos;
        const auto next_walk = [&](std::uint64_t) -> Strategy& { return walk; };
        const auto next_sample = [&](std::uint64_t) -> Strategy& { return pos; };
        walks += subject.executions_to_failure(next_walk, base::mix(trial), 6'000) < 6'000 ? 1 : 0;
        samples += subject.executions_to_failure(next_sample, base::mix(trial), 6'000) < 6'000;
    }
    EXPECT_EQ(walks, 0U);
    EXPECT_LE(samples, 2U);  // each in one trial of eleven
}

// There are 16 * 17 pairs, more than are kept.
TEST(Feedback, keeps_what_fits) {
    const test::Subject subject = test::turns(16);
    const auto fuzzer = std::make_unique<Fuzzer>();
    for (std::uint64_t seed = 0; seed < 3'000; ++seed)
        subject.program.run(fuzzer->strategy(), base::mix(seed));
    EXPECT_EQ(fuzzer->corpus.size(), Corpus::kept_max);
}

// A schedule that is kept, followed to where it was cut, shows its pair again.
TEST(Feedback, follows_what_is_kept) {
    const test::Subject subject = test::turns(8);
    const auto fuzzer = std::make_unique<Fuzzer>();
    for (std::uint64_t seed = 0; seed < 1'000; ++seed)
        subject.program.run(fuzzer->strategy(), base::mix(seed));
    const unsigned pair = fuzzer->corpus[fuzzer->corpus.size() - 1].pair;
    const std::uint32_t before = fuzzer->communication.seen(pair);
    for (std::uint64_t seed = 0; seed < 2'000; ++seed)
        subject.program.run(fuzzer->strategy(), base::mix(~seed));
    EXPECT_GT(fuzzer->communication.seen(pair), before + 20);
}

RC_GTEST_PROP(Feedback, chooses_candidates_only_and_repeats_itself, (std::uint64_t seed)) {
    const auto lengths = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 20U));
    RC_PRE(!lengths.empty() && lengths.size() <= 20U);
    const auto one = std::make_unique<Fuzzer>();
    const auto other = std::make_unique<Fuzzer>();
    test::Program program(lengths);
    for (std::uint64_t i = 0; i < 10; ++i) {
        const test::Execution execution = program.run(one->strategy(), seed + i);
        RC_ASSERT(execution.valid);
        RC_ASSERT(program.run(other->strategy(), seed + i).order == execution.order);
    }
}

}  // namespace
}  // namespace contend::schedule
