// Goal: what is reported is the smallest scenario and the calmest schedule that still fail.
#include <unit/run/exploring.hpp>

#include <atomic>
#include <mutex>

namespace contend::run {
namespace {

using contend::explore;

class Minimise : public test::ExploringTest {};

std::size_t calls(const report::Scenario& scenario) {
    std::size_t count = scenario.initial.size() + scenario.final.size();
    for (const report::ScenarioThread& thread : scenario.threads) count += thread.calls.size();
    return count;
}

TEST_F(Minimise, leaves_two_threads_with_one_operation_each_of_a_racy_map) {
    const Result result = explore(test::racy_map());
    ASSERT_FALSE(result.report().findings.empty()) << result;
    const report::Finding& finding = result.report().findings.front();
    EXPECT_EQ(finding.scenario.threads.size(), 2U) << result;
    EXPECT_EQ(calls(finding.scenario), 2U) << result;
    EXPECT_LE(finding.schedule.preemptions, 1U) << result;
    const report::Shrink& shrink = result.report().stats.shrink;
    EXPECT_EQ(shrink.original.threads, 3U);
    EXPECT_EQ(shrink.final.threads, 2U);
    EXPECT_EQ(shrink.final.operations, 2U);
    EXPECT_GT(shrink.candidates, 0U);
}

// Two operations of the same thread are needed: shrinking must stop there.
class Latch {
public:
    void arm() { armed_ = true; }
    void fire() {
        if (armed_) ++fired_;
    }

    int fired() const { return fired_; }

private:
    std::atomic<bool> armed_ = false;
    std::atomic<int> fired_ = 0;
};

TEST_F(Minimise, keeps_what_the_failure_needs) {
    const auto spec =
        contend::spec<Latch>()
            .operation("arm", &Latch::arm)
            .operation("fire", &Latch::fire)
            .invariant("does not fire", [](const Latch& latch) { return latch.fired() == 0; })
            .threads(3)
            .operations_per_thread(2, 3);
    const Result result = explore(spec);
    ASSERT_FALSE(result.report().findings.empty()) << result;
    const report::Finding& finding = result.report().findings.front();
    EXPECT_EQ(finding.kind, report::Kind::invariant);
    EXPECT_EQ(calls(finding.scenario), 2U) << result;
}

TEST_F(Minimise, leaves_one_preemption_where_one_is_needed) {
    const auto lost_update = [] {
        std::atomic<int> value{0};
        const auto add = [&] { value = value + 1; };
        std::thread other(add);
        add();
        other.join();
        if (value != 2) std::abort();
    };
    const Result result = explore(lost_update);
    ASSERT_FALSE(result.report().findings.empty()) << result;
    EXPECT_EQ(result.report().findings.front().schedule.preemptions, 1U) << result;
}

}  // namespace
}  // namespace contend::run
