#include <contend/check/history_check.hpp>
#include <unit/check/acts.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <stdexcept>

namespace contend::check {
namespace {

using test::Act;
using test::Calls;
using test::MapActs;
using test::ModelOf;
using test::number;
using test::QueueActs;

/// Calls of up to three threads, and a history of them; with `lie`, one result is another.
struct Drawn {
    Calls calls;
    History history;
};

template <class Acts> Drawn draw(std::mt19937_64& random, bool lie) {
    const auto below = [&random](unsigned bound) {
        return static_cast<unsigned>(random() % bound);
    };
    Drawn drawn;
    const unsigned threads = 1 + below(3);
    for (unsigned thread = 1; thread <= threads; ++thread)
        for (unsigned count = 1 + below(3); count != 0; --count) {
            drawn.calls.acts.push_back({below(12), static_cast<int>(below(4))});
            drawn.calls.threads.push_back(thread);
        }
    drawn.history = test::history_of<Acts>(drawn.calls, below);
    if (lie) drawn.history[below(static_cast<unsigned>(drawn.history.size()))].result = below(6);
    return drawn;
}

template <class Acts> struct Counts {
    unsigned explained = 0;
    unsigned contradicted = 0;
};

template <class Acts> Counts<Acts> compare(Criterion criterion, unsigned histories) {
    std::mt19937_64 random(static_cast<unsigned>(criterion));
    Counts<Acts> counts;
    for (unsigned i = 0; i < histories; ++i) {
        const Drawn drawn = draw<Acts>(random, i % 2 == 0);
        const bool right =
            test::explained_by_brute_force<Acts>(drawn.calls, drawn.history, criterion);
        for (const test::Told told :
             {test::Told{}, test::Told{true, false}, test::Told{true, true}}) {
            ModelOf<Acts> model(drawn.calls.acts, told);
            // Nine calls that all overlap have 362,880 orders.
            HistoryCheck check(model, criterion, std::vector<unsigned>(drawn.history.size()),
                               {2'000'000, 2'000'000});
            EXPECT_EQ(check.judge(drawn.history),
                      right ? Judgement::explained : Judgement::contradicted)
                << "history " << i;
        }
        ++(right ? counts.explained : counts.contradicted);
    }
    return counts;
}

class Agreement : public testing::TestWithParam<Criterion> {};

TEST_P(Agreement, WithBruteForce) {
    constexpr unsigned histories = 2'000;
    const auto queues = compare<QueueActs>(GetParam(), histories);
    const auto maps = compare<MapActs>(GetParam(), histories);
    // Both verdicts were put to the test.
    EXPECT_GT(queues.contradicted, histories / 10);
    EXPECT_GT(queues.explained, histories / 3);
    EXPECT_GT(maps.contradicted, histories / 10);
    EXPECT_GT(maps.explained, histories / 3);
}

INSTANTIATE_TEST_SUITE_P(OrderSearch, Agreement,
                         testing::Values(Criterion::linearizable, Criterion::sequential,
                                         Criterion::quiescent));

/// Threads 1 and 2 put and take at the same time, over and over, each its own key.
TEST(HistoryCheck, judges_parts_by_themselves) {
    constexpr unsigned rounds = 20;
    std::vector<Act> acts;
    std::vector<unsigned> parts;
    History history;
    std::uint64_t clock = 0;
    for (unsigned round = 0; round < rounds; ++round) {
        const std::uint64_t begin = clock;
        clock += 4;
        for (unsigned key = 0; key < 2; ++key) {
            const bool puts = round % 2 == 0;
            acts.push_back({puts ? 0U : 2U, static_cast<int>(key)});
            parts.push_back(key);
            history.push_back(
                {key + 1, begin + key, begin + 2 + key, puts ? 1 : number(static_cast<int>(key))});
        }
    }
    ModelOf<MapActs> model(acts);
    EXPECT_EQ(HistoryCheck(model, Criterion::linearizable, parts).judge(history),
              Judgement::explained);
    history.back().result = 77;
    HistoryCheck check(model, Criterion::linearizable, parts);
    EXPECT_EQ(check.judge(history), Judgement::contradicted);
    ASSERT_FALSE(check.tried_orders(1).empty());
    EXPECT_EQ(check.tried_orders(1).front().next, 2 * rounds - 1);
    EXPECT_EQ(check.tried_orders(1).front().calls.size(), rounds - 1);
}

/// A thousand calls of two hundred keys, one after the other: each part is short. As one part they are
/// too many.
TEST(HistoryCheck, judges_long_histories_if_their_parts_are_short) {
    class Zeros final : public SequentialModel {
    public:
        std::vector<Answer> run(const std::vector<unsigned>& calls) override {
            return std::vector<Answer>(calls.size());
        }
        std::vector<std::string> show(const std::vector<unsigned>&) override { return {}; }
    };
    Zeros model;
    History history;
    std::vector<unsigned> parts;
    for (unsigned i = 0; i < 1'000; ++i) {
        history.push_back({1, 2 * i, 2 * i + 1, 0});
        parts.push_back(i % 200);
    }
    EXPECT_EQ(HistoryCheck(model, Criterion::linearizable, parts).judge(history),
              Judgement::explained);
    EXPECT_EQ(
        HistoryCheck(model, Criterion::linearizable, std::vector<unsigned>(1'000)).judge(history),
        Judgement::unknown);
    history.back().result = 1;
    EXPECT_EQ(HistoryCheck(model, Criterion::linearizable, parts).judge(history),
              Judgement::contradicted);
}

TEST(HistoryCheck, asks_the_model_only_for_what_it_has_not_seen) {
    std::mt19937_64 random(1);
    const Drawn drawn = draw<QueueActs>(random, false);
    ModelOf<QueueActs> model(drawn.calls.acts);
    HistoryCheck check(model, Criterion::linearizable, std::vector<unsigned>(drawn.history.size()));
    EXPECT_EQ(check.judge(drawn.history), Judgement::explained);
    const unsigned runs = model.runs;
    EXPECT_GT(runs, 0U);
    EXPECT_EQ(check.judge(drawn.history), Judgement::explained);
    EXPECT_EQ(model.runs, runs);
}

/// Ten calls that overlap, with a result that none gives: every order is tried, or too many.
TEST(HistoryCheck, is_unsure_beyond_its_limits) {
    History history;
    std::vector<Act> acts;
    for (unsigned i = 0; i < 10; ++i) {
        acts.push_back({0, static_cast<int>(i)});
        history.push_back({i + 1, i, 10 + i, 0});
    }
    acts.push_back({1, 0});
    history.push_back({1, 20, 21, 99});
    ModelOf<QueueActs> model(acts);
    HistoryCheck check(model, Criterion::linearizable, std::vector<unsigned>(history.size()),
                       {10'000, 10'000});
    EXPECT_EQ(check.judge(history), Judgement::unknown);
}

/// What it gives depends on how often it was asked.
class Moody final : public SequentialModel {
public:
    std::vector<Answer> run(const std::vector<unsigned>& calls) override {
        return std::vector<Answer>(calls.size(), Answer{++asked_, std::nullopt});
    }
    std::vector<std::string> show(const std::vector<unsigned>&) override { return {}; }

private:
    std::uint64_t asked_ = 0;
};

TEST(HistoryCheck, does_not_trust_a_model_that_does_not_repeat_itself) {
    Moody model;
    HistoryCheck check(model, Criterion::linearizable, {0, 0});
    const History history{{1, 0, 2, 1000}, {2, 1, 3, 1001}};
    EXPECT_EQ(check.judge(history), Judgement::unrepeatable);
    EXPECT_EQ(check.judge(history), Judgement::unrepeatable);
}

TEST(Precedence, more_than_the_most_calls_are_refused) {
    EXPECT_THROW(precedence_of(History(calls_max + 1), Criterion::linearizable),
                 std::invalid_argument);
}

}  // namespace
}  // namespace contend::check
