#pragma once

#include <contend/check/history.hpp>

namespace contend::check {

/// By which order of its calls a history may be explained: each asks for one in which an object
/// used by nobody else gives every call the result it had.
enum class Criterion {
    none,          ///< results are not judged
    linearizable,  ///< a call that returned before another began comes before it (Herlihy, Wing:
                   ///< Linearizability, TOPLAS 1990, section 2)
    sequential,    ///< each thread's calls stay in their order (Lamport: How to Make a
                   ///< Multiprocessor Computer That Correctly Executes Multiprocess Programs, 1979)
    quiescent,     ///< calls that a moment without any call separates stay in their order
                   ///< (Aspnes, Herlihy, Shavit: Counting Networks, JACM 1994, section 6)
};

/// "linearizable", "sequentially consistent", "quiescently consistent".
const char* words_for(Criterion criterion);

/// What of a history decides, besides the results, in which orders its calls may be explained.
struct Precedence {
    /// For each call, those that must come before it.
    std::vector<CallSet> before;

    /// Equal for equal `before`, results included; different ones collide with probability 2^-64.
    std::uint64_t fingerprint = 0;
};

/// Throws std::invalid_argument when there are more than calls_max calls.
Precedence precedence_of(const History& history, Criterion criterion);

/// Only the fingerprint, which costs less.
std::uint64_t fingerprint_of(const History& history, Criterion criterion);

}  // namespace contend::check
