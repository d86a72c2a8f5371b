#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/random.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Leaves out of `set`, the candidates, those for whom being chosen means that their time-out passes:
/// but for one draw in `patience`, and unless there is nobody else. Draws only where there is a choice.
CONTEND_INLINE void leave_out_timed(base::ThreadSet& set, const Choice& choice,
                                    base::Random& random, std::uint32_t patience) {
    const base::ThreadSet& timed = *choice.timed;
    if (timed.empty() || timed.size() == set.size() || random.below(patience) == 0) return;
    for (base::ThreadId id = timed.first(); id != base::no_thread; id = timed.after(id))
        set.erase(id);
}

}  // namespace contend::schedule
