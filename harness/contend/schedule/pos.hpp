#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/strategy.hpp>
#include <contend/schedule/yields.hpp>

namespace contend::schedule {

/// Partial-order sampling: Yuan, Yang, Gu, "Partial Order Aware Concurrency Sampling", CAV 2018,
/// section 3.
///
/// Every pending event has a random priority, and the highest happens. Then the priorities of the
/// events that depend on it (schedule/dependence.hpp) are drawn anew: orders of events that race with one
/// another are as likely as each other, and events that race with nothing take no part in the draw. So
/// an event that must come behind m others of another thread, of which only the last matters to it, does so
/// with probability 1 / (m + 1), where a random walk that always draws has 2^-m.
///
/// A time-out passes in one draw of eight at most; who yields lets others go first.
class Pos final : public Strategy {
public:
    const char* name() const override { return "pos"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;

private:
    std::uint64_t& priority(base::ThreadId id);

    base::Random random_;
    Yields yields_;
    // 0: to be drawn, when it is looked at.
    std::uint64_t priorities_[base::threads_max]{};
    base::ThreadId highest_id_ = 0;  // above it no priority has been drawn
};

}  // namespace contend::schedule
