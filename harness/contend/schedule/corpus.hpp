#pragma once

#include <contend/schedule/communication.hpp>
#include <contend/schedule/schedule.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Schedules worth following again, whoever decided them: each the first to show a reads-from pair
/// (schedule/communication.hpp), and kept up to where it did.
///
/// An execution is recorded as it goes, as deviations from the default order; one that shows nothing
/// new by its end is forgotten. When the memory is full, the one whose pair the most executions have
/// shown goes. What has more deviations than fit is not kept beyond them.
class Corpus {
public:
    static constexpr unsigned kept_max = 32;
    static constexpr unsigned deviations_max = 256;

    struct Kept {
        unsigned pair;        ///< that it showed first: the last one, if it showed several
        std::uint64_t reach;  ///< scheduling points up to there
        unsigned size;        ///< deviations before it
        Switch deviations[deviations_max];
    };

    Corpus() {
        for (unsigned i = 0; i <= kept_max; ++i) order_[i] = static_cast<std::uint8_t>(i);
    }

    unsigned size() const { return size_; }
    const Kept& operator[](unsigned index) const { return kept_[order_[index]]; }

    /// A new execution.
    void begin();

    /// At each scheduling point and in the end, when `seen` has noted what has happened.
    CONTEND_INLINE void notice(const Communication& seen, std::uint64_t step) {
        if (seen.fresh() == fresh_ || overflowed_) return;
        fresh_ = seen.fresh();
        Kept& running = kept_[order_[size_]];
        running.pair = seen.rarest().pair;
        running.reach = step;
        running.size = recorded_;
    }

    /// At each decision.
    CONTEND_INLINE void record(const Choice& choice, base::ThreadId thread) {
        if (thread == choice.fallback || overflowed_) return;
        overflowed_ = recorded_ == deviations_max;
        if (!overflowed_)
            kept_[order_[size_]].deviations[recorded_++] = {choice.current, thread,
                                                            choice.thread_step};
    }

    /// The execution is over.
    void end(const Communication& seen);

private:
    bool overflowed_ = false;
    unsigned recorded_ = 0;
    unsigned fresh_ = 0;
    unsigned size_ = 0;
    // Those that are kept come first, then the one that is recorded.
    std::uint8_t order_[kept_max + 1];
    Kept kept_[kept_max + 1];
};

}  // namespace contend::schedule
