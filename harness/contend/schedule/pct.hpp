#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/strategy.hpp>
#include <contend/schedule/yields.hpp>

namespace contend::schedule {

/// Probabilistic concurrency testing: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized
/// scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010, section 2.
///
/// Threads have distinct random priorities; the runnable thread with the highest runs. At depth - 1
/// random scheduling points the thread about to run falls below all initial priorities (it is
/// lowered *before* it runs, so the change acts at the point it was drawn for). A bug of depth d,
/// among n threads and k scheduling points, is found by one execution with probability at least 1 /
/// (n k^(d-1)), when d is the depth drawn; the depth is drawn from [1, depth_max] for each
/// execution. k is learned: the longest execution so far.
///
/// A thread that yields, sleeps or spins falls to the lowest priority, or it would starve whom it
/// waits for.
class Pct final : public Strategy {
public:
    static constexpr unsigned depth_max = 4;

    const char* name() const override { return "pct"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;

private:
    base::ThreadId highest(const base::ThreadSet& set);
    std::int64_t& priority(base::ThreadId id);

    base::Random random_;
    Yields yields_;
    std::uint64_t longest_ = 32;  // k: the longest execution seen
    std::uint64_t
        change_points_[depth_max - 1]{};  // ascending; the unused ones are beyond every execution
    unsigned next_change_ = 0;
    std::int64_t lowest_ = 0;                   // below every priority handed out so far
    std::uint32_t drawn_[base::threads_max]{};  // the execution in which priorities_[id] was drawn
    std::uint32_t execution_ = 0;
    std::int64_t priorities_[base::threads_max]{};
};

}  // namespace contend::schedule
