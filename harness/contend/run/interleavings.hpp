#pragma once

#include <contend/worker/interleaving_counts.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace contend::run {

/// How many different interleavings a search has executed, and what that says of those it has not.
struct Coverage {
    std::uint64_t interleavings = 0;  ///< different ones
    bool at_least = false;            ///< some executions could not be counted
    bool everything = false;          ///< was sought: no interleaving is executed twice on purpose
    std::uint64_t executions = 0;     ///< that were
    std::uint64_t once = 0;           ///< interleavings that one execution had
    std::uint64_t twice = 0;          ///< that two had

    /// Good and Turing's estimate of the probability that the next execution's interleaving is a new
    /// one: the share of executions whose interleaving no other has had (Good, The Population Frequencies
    /// of Species, Biometrika 1953). None if not all were counted, or everything is sought.
    ///
    /// It takes executions for independent draws from one distribution, and they are not: strategies
    /// take turns, each with another distribution, and may learn; a search for everything never repeats
    /// itself. Where scenarios are generated, it speaks of further executions of those seen, as often as
    /// each was executed: of a new scenario every interleaving is new. Rare ones, which a schedule has
    /// to hit with probability below 1 / executions, it hardly notices.
    std::optional<double> new_probability() const;

    /// Chao's estimate of how many interleavings there are in all, those not seen included (Chao,
    /// Nonparametric Estimation of the Number of Classes in a Population, Scandinavian Journal of
    /// Statistics 1984, in the form without bias): under the same assumptions a lower bound.
    std::optional<std::uint64_t> interleavings_estimate() const;
};

/// Memory in which the workers of a search count interleavings: a file without a name, which forked
/// workers inherit mapped, and programs that are started by its descriptor.
class Interleavings {
public:
    /// With room for what `executions_max` executions may show, or, where that is 0, for many.
    explicit Interleavings(std::uint64_t executions_max);
    ~Interleavings();
    Interleavings(const Interleavings&) = delete;
    Interleavings& operator=(const Interleavings&) = delete;

    worker::InterleavingCounts* counts() const { return counts_; }
    int file() const { return file_; }

    /// What has been counted so far. Takes a look at all of the memory.
    Coverage coverage() const;

private:
    int file_ = -1;
    std::size_t size_ = 0;
    worker::InterleavingCounts* counts_ = nullptr;
};

}  // namespace contend::run
