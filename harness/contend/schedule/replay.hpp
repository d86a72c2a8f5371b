#pragma once

#include <contend/schedule/schedule.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Follows a recorded schedule: the default order, but for its entries.
///
/// Entries are looked up by thread and step, wherever they stand, so that a schedule with entries
/// removed still means something: this is what shrinking tries. An entry whose thread can not run
/// when its turn comes is passed over. A faithful replay uses every entry; `diverged()` tells when
/// one did not.
class Replay final : public Strategy {
public:
    Replay() = default;

    /// `schedule` must outlive every execution it is used for.
    explicit Replay(ScheduleView schedule) : schedule_(schedule) {}

    const char* name() const override { return "replay"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_outer_edges() const override { return true; }

    /// The entries that took effect in the last execution.
    std::size_t used() const { return used_; }
    bool diverged() const { return used_ != schedule_.size; }

private:
    const Switch* find(const Choice& choice) const;

    ScheduleView schedule_;
    std::size_t used_ = 0;
};

}  // namespace contend::schedule
