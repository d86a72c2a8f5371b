// Goal: results are judged by what some order of the calls would give, and what can not be judged is
// said to be so.
#include <contend/check/models.hpp>
#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;

class Linearizability : public test::ExploringTest {};

struct Counter {
    int increment() {
        const int before = value.load();
        value.store(before + 1);
        return before;
    }
    std::atomic<int> value = 0;
};

/// Where the number goes on rises only, so no invariant could tell.
Spec<Counter> counter() {
    return spec<Counter>().operation("increment", &Counter::increment).threads(2);
}

TEST_F(Linearizability, finds_results_that_no_order_explains) {
    const Result result = explore(counter());
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    const report::Finding& finding = result.report().findings.front();
    EXPECT_EQ(finding.kind, Kind::not_linearizable);
    EXPECT_EQ(finding.confirmed.times, 5U);
    ASSERT_EQ(finding.scenario.threads.size(), 2U);
    EXPECT_EQ(finding.scenario.threads[0].calls.size(), 1U);
    EXPECT_EQ(finding.scenario.threads[1].calls.size(), 1U);
    EXPECT_EQ(finding.schedule.preemptions, 1U);
    EXPECT_TRUE(finding.schedule.minimal);
    EXPECT_EQ(finding.orders.tried, 2U);
    ASSERT_EQ(finding.orders.shown.size(), 2U);
    EXPECT_THAT(finding.orders.shown,
                Each(Field(&report::TriedOrder::conflict,
                           HasSubstr("increment() gives 1 there, but gave 0"))));
    EXPECT_THAT(result.text(), HasSubstr("history"));
}

TEST_F(Linearizability, is_not_judged_where_the_specification_says_so) {
    EXPECT_TRUE(explore(counter().unjudged()).passed());
    EXPECT_TRUE(explore(counter().criterion(check::Criterion::none)).passed());
}

/// Waits when it is full, and when it is empty: half of all orders are none.
class BoundedQueue {
public:
    void push(int value) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return values_.size() < 1; });
        values_.push_back(value);
        changed_.notify_all();
    }
    int pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !values_.empty(); });
        const int value = values_.front();
        values_.pop_front();
        changed_.notify_all();
        return value;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<int> values_;
};

// The scenario that this text is of.
template <class T> Scenario<T> scenario_of(const Spec<T>& spec, const char* text) {
    return Scenario<T>(spec.subject(), *spec.subject()->decode(text));
}

TEST_F(Linearizability, skips_orders_in_which_a_call_would_wait_for_ever) {
    const auto queue = spec<BoundedQueue>()
                           .operation("push", &BoundedQueue::push)
                           .operation("pop", &BoundedQueue::pop);
    const Result result = explore(scenario_of(queue, "/push:1+push:2/push:3/pop+pop+pop/"));
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_EQ(result.report().stats.executions, 2'000U);
}

TEST_F(Linearizability, does_not_judge_calls_that_need_one_another) {
    struct Meeting {
        BoundedQueue left;
        BoundedQueue right;
        int come_left(int value) {
            left.push(value);
            return right.pop();
        }
        int come_right(int value) {
            right.push(value);
            return left.pop();
        }
    };
    const auto meeting = spec<Meeting>()
                             .operation("come_left", &Meeting::come_left)
                             .operation("come_right", &Meeting::come_right);
    const Result result = explore(scenario_of(meeting, "/come_left:1/come_right:2/"));
    EXPECT_EQ(result.report().verdict, report::Verdict::unknown) << result;
    EXPECT_THAT(result.report().reason, HasSubstr("wait for ever"));
}

TEST_F(Linearizability, tells_when_the_operations_do_not_repeat_themselves) {
    static std::atomic<int> next = 0;
    struct Ids {
        int take() { return next++; }
    };
    const auto ids = spec<Ids>().operation("take", &Ids::take);
    const Result result = explore(ids);
    EXPECT_EQ(result.report().verdict, report::Verdict::unknown) << result;
    EXPECT_THAT(result.report().reason, HasSubstr(".unjudged()"));
    EXPECT_TRUE(explore(ids.unjudged()).passed());
}

class Map {
public:
    void put(int key, int value) {
        const std::lock_guard lock(mutex_);
        values_[key] = value;
    }
    std::optional<int> get(int key) const {
        const std::shared_lock lock(mutex_);
        const auto place = values_.find(key);
        return place == values_.end() ? std::nullopt : std::optional(place->second);
    }
    int get_or_make(int key, int value) {
        if (const std::optional<int> known = get(key)) return *known;
        put(key, value);
        return value;
    }

private:
    mutable std::shared_mutex mutex_;
    std::map<int, int> values_;
};

Spec<Map> map() {
    return spec<Map>()
        .operation("put", &Map::put, rc::gen::inRange(0, 2), rc::gen::inRange(0, 3))
        .operation("get", &Map::get, rc::gen::inRange(0, 2))
        .keyed();
}

TEST_F(Linearizability, judges_by_a_model_key_by_key) {
    using Model = models::Map<int, int>;
    const auto modelled =
        map().model(model<Model>().operation("put", &Model::put).operation("get", &Model::get));
    EXPECT_TRUE(explore(modelled).passed());
    options_.executions = 20'000;
    use();
    const Result wrong = explore(map()
                                     .operation("get_or_make", &Map::get_or_make,
                                                rc::gen::inRange(0, 2), rc::gen::inRange(0, 3))
                                     .model(model<Model>()
                                                .operation("put", &Model::put)
                                                .operation("get", &Model::get)
                                                .operation("get_or_make", &Model::get_or_insert)));
    ASSERT_EQ(wrong.report().findings.size(), 1U) << wrong;
    EXPECT_EQ(wrong.report().findings.front().kind, Kind::not_linearizable);
}

TEST_F(Linearizability, a_model_that_does_something_else_is_contradicted_by_one_thread) {
    using Model = models::Stack<int>;
    struct Queue {
        std::mutex mutex;
        std::deque<int> values;
        void push(int value) {
            const std::lock_guard lock(mutex);
            values.push_back(value);
        }
        std::optional<int> pop() {
            const std::lock_guard lock(mutex);
            if (values.empty()) return std::nullopt;
            const int value = values.front();
            values.pop_front();
            return value;
        }
    };
    const Result result = explore(
        spec<Queue>()
            .operation("push", &Queue::push)
            .operation("pop", &Queue::pop)
            .model(
                model<Model>().operation("push", &Model::push).operation("pop", &Model::try_pop)));
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    EXPECT_EQ(result.report().findings.front().scenario.threads.size(), 1U) << result;
}

/// Only the time between two calls tells that it is wrong: a read may be as old as the thread's last.
class Late {
public:
    void store(int value) { value_ = value; }
    int load() {
        thread_local int last_seen = 0;
        thread_local const Late* of = nullptr;
        if (of != this) last_seen = 0;
        of = this;
        return std::exchange(last_seen, value_.load());
    }

private:
    std::atomic<int> value_ = 0;
};

TEST_F(Linearizability, weaker_criteria_accept_more) {
    using Model = models::Register<int>;
    const auto late =
        spec<Late>()
            .operation("store", &Late::store, rc::gen::inRange(1, 3))
            .operation("load", &Late::load)
            .threads(2)
            .operations_per_thread(1)
            .model(
                model<Model>().operation("store", &Model::store).operation("load", &Model::load));
    EXPECT_FALSE(explore(late).passed());
    const Result weaker = explore(late.criterion(check::Criterion::sequential));
    EXPECT_TRUE(weaker.passed()) << weaker;
}

TEST_F(Linearizability, is_judged_on_threads_that_run_freely_too) {
    options_.strategy = "parallel";
    use();
    using Model = models::Counter<int>;
    // It counts by two, so whatever the threads do, the results are wrong.
    const Result result = explore(
        counter().model(model<Model>().operation("increment", [](Model& m) { return m.add(2); })));
    EXPECT_EQ(result.report().verdict, report::Verdict::failed) << result;
}

TEST_F(Linearizability, a_model_must_know_every_operation) {
    using Model = models::Counter<int>;
    const Result result = explore(counter().model(model<Model>().operation("add", &Model::add)));
    EXPECT_TRUE(result.report().harness_error);
    EXPECT_THAT(result.report().reason, HasSubstr("the model does not say what"));
}

}  // namespace
}  // namespace contend::run
