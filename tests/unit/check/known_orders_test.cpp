// Goal: known orders explain what the exact search explains, sooner, and nothing else.
// Method: many histories of one scenario, one after the other, so that what one has taught serves the next; against the exact
// search without them, and against trying every permutation.
#include <contend/check/history_check.hpp>
#include <contend/check/known_orders.hpp>
#include <unit/check/acts.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace contend::check {
namespace {

using test::Calls;
using test::Told;

constexpr Criterion linearizable = Criterion::linearizable;

// Of every size alike.
unsigned below(unsigned bound) { return *rc::gen::resize(100, rc::gen::inRange(0U, bound)); }

Calls drawn_calls() {
    Calls calls;
    for (unsigned count = 2 + below(5); count != 0; --count) {
        calls.acts.push_back({below(12), static_cast<int>(below(4))});
        calls.threads.push_back(1 + below(3));
    }
    return calls;
}

template <class Acts> History drawn_history(const Calls& calls) {
    History history = test::history_of<Acts>(calls, below);
    if (below(3) == 0) history[below(static_cast<unsigned>(history.size()))].result = below(6);
    return history;
}

template <class Acts> void judges_as_the_exact_search_does() {
    const Calls calls = drawn_calls();
    const Told told{*rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
    test::ModelOf<Acts> model(calls.acts, told);
    std::vector<unsigned> all(calls.acts.size());
    std::iota(all.begin(), all.end(), 0U);
    HistoryCheck check(model, linearizable, std::vector<unsigned>(all.size()));
    OrderSearch exact(model, all);
    KnownOrders known(model, all);
    for (int i = 0; i < 8; ++i) {
        const History history = drawn_history<Acts>(calls);
        const Judgement right = test::explained_by_brute_force<Acts>(calls, history, linearizable)
                                    ? Judgement::explained
                                    : Judgement::contradicted;
        RC_ASSERT(exact.judge(history, precedence_of(history, linearizable)) == right);
        RC_ASSERT(check.judge(history) == right);
        const bool explained = known.explain_anew(history.data());
        RC_ASSERT(!explained || right == Judgement::explained);
        if (right == Judgement::contradicted) continue;
        if (explained) continue;
        known.learn(exact.explanation());
        RC_ASSERT(known.explain(history.data()));
    }
    const bool all_change = std::none_of(calls.acts.begin(), calls.acts.end(), Acts::reads_only);
    RC_ASSERT(known.trusts() == (told.reads_only && !all_change));
}

RC_GTEST_PROP(KnownOrdersProperty, judge_queues_as_the_exact_search_does, ()) {
    judges_as_the_exact_search_does<test::QueueActs>();
}
RC_GTEST_PROP(KnownOrdersProperty, judge_maps_as_the_exact_search_does, ()) {
    judges_as_the_exact_search_does<test::MapActs>();
}

/// Threads 1 and 2 put 0 and 2 at one key; thread 3 gets it four times.
const Calls two_writers_and_a_reader{{{0, 0}, {2, 0}, {0, 2}, {1, 0}, {1, 0}, {1, 0}, {1, 0}},
                                     {1, 1, 2, 3, 3, 3, 3}};

unsigned runs_for_many_histories(Told told) {
    std::mt19937_64 random(1);
    test::ModelOf<test::MapActs> model(two_writers_and_a_reader.acts, told);
    HistoryCheck check(model, linearizable, std::vector<unsigned>(7));
    for (int i = 0; i < 500; ++i)
        EXPECT_EQ(check.judge(test::history_of<test::MapActs>(
                      two_writers_and_a_reader,
                      [&](unsigned bound) { return static_cast<unsigned>(random() % bound); })),
                  Judgement::explained);
    return model.runs;
}

TEST(KnownOrders, are_few_where_most_calls_only_read) {
    // Three orders of what changes something, each of them tried; and what it takes to come upon them.
    EXPECT_LE(runs_for_many_histories({false, true}), 3 + KnownOrders::trials + 6);
    EXPECT_GE(runs_for_many_histories({false, false}), 50U);
}

TEST(KnownOrders, place_reading_calls_between_changing_ones) {
    // Key 0 is inserted and taken; meanwhile it is found, after it was found missing.
    const Calls calls{{{0, 0}, {2, 0}, {1, 0}, {1, 0}}, {1, 1, 2, 2}};
    test::ModelOf<test::MapActs> model(calls.acts, {false, true});
    KnownOrders known(model, {0, 1, 2, 3});
    History history{{1, 0, 10, 1}, {1, 11, 20, 2}, {2, 1, 5, 1}, {2, 6, 12, 2}};
    EXPECT_TRUE(known.explain_anew(history.data()));
    EXPECT_TRUE(known.explain(history.data()));
    // Found, and missing after that: it was taken in between.
    std::swap(history[2].result, history[3].result);
    EXPECT_TRUE(known.explain(history.data()));
    // It can not have been: this get returned before the taking began.
    history[3].returned = 9;
    EXPECT_FALSE(known.explain(history.data()));
    // Nor can it have been found before it was inserted.
    history = {{1, 6, 10, 1}, {1, 11, 20, 2}, {2, 0, 1, 2}, {2, 2, 3, 1}};
    EXPECT_FALSE(known.explain(history.data()));
}

TEST(KnownOrders, do_not_ask_for_more_calls_than_a_history_may_have) {
    std::vector<test::Act> acts(15, {0, 1});
    acts.resize(31, {1, 1});
    test::ModelOf<test::MapActs> model(acts, {false, true});
    std::vector<unsigned> calls(30);
    std::iota(calls.begin(), calls.end(), 0U);
    EXPECT_TRUE(
        KnownOrders(model, calls).trusts());  // 15 changing calls, and 15 reading ones in 16 places
    calls.push_back(30);
    EXPECT_FALSE(KnownOrders(model, calls).trusts());
}

/// Says of all calls that they only read, and counts them: each gives how many came before it.
class CountingReads final : public SequentialModel {
public:
    std::vector<Answer> run(const std::vector<unsigned>& calls) override {
        std::vector<Answer> answers;
        for (std::size_t i = 0; i < calls.size(); ++i) answers.push_back({i, std::nullopt});
        return answers;
    }
    std::vector<std::string> show(const std::vector<unsigned>&) override { return {}; }
    bool reads_only(unsigned) const override { return true; }
};

TEST(KnownOrders, do_not_trust_calls_that_say_they_only_read_and_do_not) {
    CountingReads model;
    KnownOrders known(model, {0, 1});
    EXPECT_TRUE(known.trusts());
    const History in_order{{1, 0, 1, 0}, {2, 2, 3, 1}};
    EXPECT_TRUE(known.explain_anew(in_order.data()));
    EXPECT_FALSE(known.trusts());

    HistoryCheck check(model, linearizable, {0, 0});
    EXPECT_EQ(check.judge(in_order), Judgement::explained);
    EXPECT_EQ(check.judge({{1, 2, 3, 1}, {2, 0, 1, 0}}), Judgement::explained);
    EXPECT_EQ(check.judge({{1, 0, 1, 0}, {2, 2, 3, 0}}), Judgement::contradicted);
    EXPECT_EQ(check.judge({{1, 0, 1, 1}, {2, 2, 3, 0}}), Judgement::contradicted);
}

/// Call 0 puts something, call 1 waits for it, and call 2 looks whether it is there.
class Waiting final : public SequentialModel {
public:
    std::vector<Answer> run(const std::vector<unsigned>& calls) override {
        ++runs;
        std::vector<Answer> answers;
        bool there = false;
        for (const unsigned call : calls) {
            if (call == 1 && !there) return answers;
            answers.push_back({call == 2 && there ? 1U : 0U, std::nullopt});
            there = call == 0 || (call == 2 && there);
        }
        return answers;
    }
    std::vector<std::string> show(const std::vector<unsigned>&) override { return {}; }
    bool reads_only(unsigned call) const override { return call == 2; }

    unsigned runs = 0;
};

TEST(KnownOrders, leave_it_to_the_search_where_calls_wait) {
    Waiting model;
    KnownOrders known(model, {0, 1, 2});
    // The waiting call returns first.
    const History history{{1, 1, 9, 0}, {2, 0, 5, 0}, {3, 2, 8, 1}};
    EXPECT_FALSE(known.explain_anew(history.data()));
    EXPECT_EQ(model.runs, 1U);  // each costs a thread that waits for ever
    EXPECT_FALSE(known.explain_anew(history.data()));
    EXPECT_EQ(model.runs, 1U);
    known.learn({0, 2, 1});
    EXPECT_TRUE(known.explain(history.data()));
    EXPECT_TRUE(known.trusts());

    HistoryCheck check(model, linearizable, {0, 0, 0});
    EXPECT_EQ(check.judge(history), Judgement::explained);
    History lie = history;
    lie[2].result = 7;
    EXPECT_EQ(check.judge(lie), Judgement::contradicted);
}

}  // namespace
}  // namespace contend::check
