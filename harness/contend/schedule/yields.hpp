#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/random.hpp>

namespace contend::schedule {

/// Whether a thread that would rather not go on is made to wait for others.
///
/// It should be, or a loop that spins until another thread has acted would never end. But yielding
/// promises nothing: std::atomic::wait yields a few times before it sleeps, and a notification that
/// is lost shows only if nobody has acted until then. So in one of four executions the first yields
/// go unheeded.
class Yields {
public:
    /// A new execution. Takes nothing from the random source that the decisions come from.
    CONTEND_INLINE void begin(std::uint64_t seed) {
        unheeded_ = base::mix(~seed) % 4 == 0 ? unheeded_max : 0;
    }

    /// Asked once a yield.
    CONTEND_INLINE bool heeded() {
        if (unheeded_ == 0) return true;
        --unheeded_;
        return false;
    }

private:
    static constexpr unsigned unheeded_max = 16;
    unsigned unheeded_ = 0;
};

}  // namespace contend::schedule
