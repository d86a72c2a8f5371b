#pragma once

#include <contend/scenario/value.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

/// A scenario as a value: which operations run, on which thread, with which arguments.
///
/// Operations are numbers here, indices into Subject::operations(); whoever shows or stores a plan
/// goes through the Subject, which knows their names. A plan says nothing about the order in which
/// the threads run: that is the schedule's business.
namespace contend::scenario {

/// An operation with the arguments of one call.
struct Call {
    std::uint32_t operation = 0;
    std::vector<Value> arguments;

    friend bool operator==(const Call& left, const Call& right) {
        return left.operation == right.operation && left.arguments == right.arguments;
    }
    friend bool operator!=(const Call& left, const Call& right) { return !(left == right); }
};

/// What one execution runs: `initial` on the body's thread, then `threads` side by side, then,
/// after all of them ended, `final` on the body's thread.
///
/// Generated and shrunk plans have at least one thread and no thread without calls.
struct Plan {
    std::vector<Call> initial;
    std::vector<std::vector<Call>> threads;
    std::vector<Call> final;

    friend bool operator==(const Plan& left, const Plan& right) {
        return left.initial == right.initial && left.threads == right.threads &&
               left.final == right.final;
    }
    friend bool operator!=(const Plan& left, const Plan& right) { return !(left == right); }
};

/// The number of calls in all parts together.
inline std::size_t size(const Plan& plan) {
    std::size_t calls = plan.initial.size() + plan.final.size();
    for (const std::vector<Call>& thread : plan.threads) calls += thread.size();
    return calls;
}

}  // namespace contend::scenario
