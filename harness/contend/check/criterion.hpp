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

/// In which orders the calls of a history may be explained: for each call, those that must come before.
struct Precedence {
    std::vector<CallSet> before;
};

/// Throws std::invalid_argument when there are more than calls_max calls.
Precedence precedence_of(const History& history, Criterion criterion);

/// All of a history that decides whether it can be explained, results included, as a number: equal for
/// equal ones; different ones collide with probability 2^-64.
std::uint64_t fingerprint_of(const History& history, Criterion criterion);

}  // namespace contend::check
