#pragma once

#include <contend/base/attributes.hpp>

#include <cstdint>

namespace contend::worker {

/// Whether repetitions of one schedule come to agree with one another.
///
/// To differ from the one before is no sign of trouble by itself: the first execution initialises
/// function-local statics, fills caches; a vector with static lifetime reallocates now and then. Such state
/// settles. So repetitions that differ go on until `settled` in a row were the same; code for which `most`
/// are not enough is not deterministic. It is missed when what it depends on changes too rarely: a coin
/// tossed once an execution agrees at first in one case of four, and settles by chance in one of forty.
class Agreement {
public:
    static constexpr unsigned at_first = 2;
    static constexpr unsigned settled = 12;
    static constexpr unsigned most = 64;

    /// The execution to be repeated was this one: a digest of all it did.
    CONTEND_INLINE explicit Agreement(std::uint64_t digest) : last_(digest) {}

    /// Another repetition. If the first ones agree, that is enough.
    CONTEND_INLINE void add(std::uint64_t digest) {
        equal_ = digest == last_ ? equal_ + 1 : 0;
        if (equal_ == 0) changed_ = true;
        last_ = digest;
        ++repetitions_;
    }

    /// Whether that is still open.
    CONTEND_INLINE bool open() const {
        if (!changed_) return repetitions_ < at_first;
        return equal_ < settled - 1 && repetitions_ < most;
    }

    /// They do not come to agree.
    CONTEND_INLINE bool refused() const { return !open() && changed_ && equal_ < settled - 1; }

private:
    std::uint64_t last_;
    unsigned equal_ = 0;  // how many in a row were as the one before
    unsigned repetitions_ = 0;
    bool changed_ = false;
};

}  // namespace contend::worker
