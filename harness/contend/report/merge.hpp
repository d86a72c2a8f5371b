#pragma once

#include <contend/report/report.hpp>

#include <string>
#include <vector>

/// Joining what the shards of one subject have found. Plain values in and out, no state.
namespace contend::report {

/// Why the two can not be shards of one exploration, in one sentence: another subject, version of
/// contend, build, compiler, runtime, platform, expected finding or division, or different results of the same
/// shard. Empty when they can.
std::string contradiction(const Report& one, const Report& other);

/// The report on all shards together. `shards` are of one subject, in any number above 0, and none
/// contradicts another. Equal reports are one shard that was given twice, and count once.
///
/// - Verdict: failed if one failed, else unknown if one is unknown, else passed. All reasons are
///   kept.
/// - Findings: of those with the same kind and signature (without a signature: the same summary)
///   one is kept. What is not tolerated goes before what is, what can be replayed before what can
///   not; then the fewest steps and the fewest preemptions decide, then who comes first. Counts of
///   tolerated races add up.
/// - Scenarios, executions, scheduling points and killed workers are sums; so are the seconds,
///   which are thus the time spent by all, not the time that passed.
/// - Shards may have seen the same interleavings. So the number of different ones is the largest of
///   a shard's, as a lower bound, and there are no estimates; unless a shard was exhausted: then
///   its number is exact, and the whole is exhausted.
/// - The contention profile is that of the shard with the most recorded executions: it is a sample.
/// - It covers the shards that they cover; of a search that was divided, a reason says which are missing.
/// - The preemption bound is the largest of a shard's, for each shard searches all of it.
Report merge(const std::vector<Report>& shards);

}  // namespace contend::report
