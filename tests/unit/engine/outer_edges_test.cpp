// Goal: before its first call and after its last one a scenario's thread passes a scheduling point at which strategies need
// not be asked, and what they decided replays where they are.
#include <unit/engine/worker.hpp>

#include <contend/base/attributes.hpp>
#include <contend/context/carriers.hpp>
#include <contend/engine/execution.hpp>
#include <contend/engine/operation.hpp>
#include <contend/schedule/bounded.hpp>
#include <contend/schedule/exhaustive.hpp>
#include <contend/schedule/portfolio.hpp>
#include <contend/schedule/replay.hpp>

#include <cstdlib>
#include <memory>
#include <vector>

namespace contend::engine {
namespace {

constexpr unsigned calling_threads = 3;

// Everything that logical threads write to is raw memory, and written unseen: nothing orders their writes.
struct Calls {
    unsigned count;  // of each thread
    unsigned order[calling_threads * 2'500];
    unsigned made = 0;
};

struct Caller {
    Calls* calls;
    unsigned id;
};

CONTEND_UNSEEN void* make_calls(void* argument) {
    const Caller& caller = *static_cast<const Caller*>(argument);
    pass_outer_edge(schedule::call_begins);
    for (unsigned i = 0; i < caller.calls->count; ++i) {
        if (i != 0) pass_edge(schedule::call_ended | schedule::call_begins);
        caller.calls->order[caller.calls->made++] = caller.id;
    }
    pass_outer_edge(schedule::call_ended);
    return nullptr;
}

/// Counts at which edges a strategy is asked.
class Listening final : public schedule::Strategy {
public:
    explicit Listening(schedule::Strategy& strategy) : strategy_(strategy) {}

    const char* name() const override { return strategy_.name(); }
    void begin(std::uint64_t seed) override { strategy_.begin(seed); }
    CONTEND_UNSEEN schedule::Decision pick(const schedule::Choice& choice) override {
        const schedule::Event& event = choice.pending[choice.current];
        const bool edge = event.kind == schedule::EventKind::operation &&
                          choice.question == schedule::Question::go_on;
        const bool inner = event.size == (schedule::call_begins | schedule::call_ended);
        if (edge) ++(inner ? inner_edges : outer_edges);
        return strategy_.pick(choice);
    }
    bool sees_everything() const override { return strategy_.sees_everything(); }
    bool sees_outer_edges() const override { return strategy_.sees_outer_edges(); }
    void end(std::uint64_t steps) override { strategy_.end(steps); }

    unsigned inner_edges = 0;
    unsigned outer_edges = 0;

private:
    schedule::Strategy& strategy_;
};

class NoIncident final : public IncidentSink {
public:
    void fatal(const Failure&) override { std::abort(); }
};

struct Executed {
    std::vector<unsigned> order;
    std::uint64_t steps;
    std::uint64_t interleaving;
    std::vector<schedule::Switch> schedule;
};

Executed execute_calls(schedule::Strategy& strategy, std::uint64_t seed, unsigned count) {
    static NoIncident sink;
    static schedule::Switch entries[10'000];
    schedule::ScheduleLog log{.entries = entries, .capacity = 10'000};
    Setup setup{.strategy = &strategy, .log = &log, .seed = seed};
    setup.limits.steps_max = 1'000'000;
    const auto calls = std::make_unique<Calls>();
    calls->count = count;
    Caller callers[calling_threads];
    for (unsigned i = 0; i < calling_threads; ++i) callers[i] = {calls.get(), i};
    execution.configure(context::donated(), interpose::detector(), sink);
    execution.begin(setup);
    const bool started = run_group(calling_threads, make_calls, callers, sizeof callers[0]);
    execution.end();
    EXPECT_TRUE(started);
    EXPECT_FALSE(log.overflowed);
    return {{calls->order, calls->order + calls->made},
            execution.steps(),
            execution.interleaving().value(),
            {entries, entries + log.size}};
}

void expect_replays(const Executed& executed, unsigned count) {
    schedule::Replay replay({executed.schedule.data(), executed.schedule.size()});
    const Executed again = execute_calls(replay, 0, count);
    EXPECT_FALSE(replay.diverged());
    EXPECT_EQ(again.order, executed.order);
    EXPECT_EQ(again.steps, executed.steps);
    EXPECT_EQ(again.interleaving, executed.interleaving);
    EXPECT_EQ(again.schedule, executed.schedule);
}

class OuterEdges : public test::WorkerTest {
protected:
    std::unique_ptr<schedule::Exhaustive> exhaustive_ = std::make_unique<schedule::Exhaustive>();
    std::unique_ptr<schedule::Portfolio> portfolio_ =
        std::make_unique<schedule::Portfolio>(*exhaustive_);
};

constexpr schedule::Portfolio::Member deciding[] = {
    schedule::Portfolio::random, schedule::Portfolio::pct, schedule::Portfolio::surw,
    schedule::Portfolio::pos, schedule::Portfolio::feedback};

TEST_F(OuterEdges, are_counted_and_not_asked_about) {
    for (const auto member : deciding) {
        Listening listening(portfolio_->always(member));
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const Executed executed = execute_calls(listening, seed, 4);
            // Asked about all of them, a replay counts them one by one.
            schedule::Replay replay({executed.schedule.data(), executed.schedule.size()});
            Listening replaying(replay);
            EXPECT_EQ(execute_calls(replaying, 0, 4).steps, executed.steps) << listening.name();
            EXPECT_GE(replaying.outer_edges, calling_threads) << listening.name();
        }
        EXPECT_EQ(listening.outer_edges, 0U) << listening.name();
        EXPECT_GT(listening.inner_edges, 0U) << listening.name();
    }
}

TEST_F(OuterEdges, are_asked_about_where_schedules_are_counted_or_followed) {
    const auto bounded = std::make_unique<schedule::Bounded>();
    bounded->explore(1, schedule::Preemptible::anywhere);
    schedule::Replay replay;
    schedule::Strategy* const strategies[] = {exhaustive_.get(), bounded.get(), &replay};
    for (schedule::Strategy* const strategy : strategies) {
        Listening listening(*strategy);
        execute_calls(listening, 0, 4);
        EXPECT_EQ(listening.outer_edges, 2 * calling_threads) << listening.name();
    }
}

TEST_F(OuterEdges, leave_schedules_that_replay) {
    for (const auto member : deciding)
        for (std::uint64_t seed = 0; seed < 100; ++seed)
            expect_replays(execute_calls(portfolio_->always(member), seed, 3), 3);
}

/// After a thousand points in a row a thread has to yield: at the same point, whoever is asked how often.
TEST_F(OuterEdges, leave_schedules_of_long_threads_that_replay) {
    for (const unsigned count : {997U, 998U, 999U, 1'000U, 1'001U, 1'002U, 2'500U})
        for (const auto member : deciding)
            for (std::uint64_t seed = 0; seed < 3; ++seed)
                expect_replays(execute_calls(portfolio_->always(member), seed, count), count);
}

}  // namespace
}  // namespace contend::engine
