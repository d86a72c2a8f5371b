#pragma once

#include <contend/run/job.hpp>
#include <contend/run/options.hpp>
#include <contend/run/rulings.hpp>
#include <contend/run/target.hpp>

#include <cstdint>
#include <vector>

namespace contend::run {

/// A job that explores `body` within the limits that the options set.
Job exploring_job(const Target& target, TargetBody& body, const Options& options,
                  std::uint64_t seed);

/// A job that executes `body` under one schedule and records what happens.
///
/// Several times, up to the first that shows something: the race detector remembers only the last
/// accesses to a place, and which ones it forgets depends on its own clocks, so one silent
/// execution does not mean that the race is gone.
Job replaying_job(const Target& target, TargetBody& body, const Options& options,
                  std::vector<schedule::Switch> schedule);

/// A job that executes `body` once, as chance will have it, and records what happens.
Job recording_job(const Target& target, TargetBody& body, const Options& options,
                  std::uint64_t seed);

/// Whether, and which, of the job's executions are repeated. Of a program none: each is a process of its
/// own, and what is different every time is not the code under test's state.
worker::Repetition repetitions_of(const Job& job, const Rulings& rulings);

/// Runs the job where the options say: in a worker, or in this process.
Outcome run_job_as_told(const Job& job, const Options& options, Rulings& rulings);

}  // namespace contend::run
