#pragma once

#include <contend/report/report.hpp>

#include <string>
#include <vector>

/// Reports as a run fills them. `sources` is the directory of cache.hpp, whose lines the stacks
/// name.
namespace contend::test {

/// Two threads race on a map that get() reads without the lock; shrunk, confirmed, replayable.
report::Report race_report(const std::string& sources);

/// Two threads of free code take two locks in opposite orders and wait for each other; wrong on
/// purpose.
report::Report deadlock_report(const std::string& sources);

/// A null pointer is followed on one thread.
report::Report crash_report(const std::string& sources);

/// The subject grew beyond its bound, found after all threads had ended: there is no stack.
report::Report invariant_report(const std::string& sources);

/// A history no sequential order explains, with initial and final parts, odd characters and a call
/// that did not return.
report::Report not_linearizable_report(const std::string& sources);

/// The search went on behind a race that the user tolerates, and found nothing else.
report::Report tolerated_report();

/// Nothing found within the budget.
report::Report passed_report();

/// No verdict: the harness could not do its work.
report::Report harness_error_report();

/// No verdict: the budget was used up before anything could be said.
report::Report unknown_report();

/// A small finding of this kind, without stacks.
report::Finding finding(report::Kind kind, const std::string& summary);

/// A frame of the user's code.
report::Frame user_frame(const std::string& function, const std::string& file, std::uint32_t line);

/// A step at the frame, outside any operation when `operation` is empty.
report::Step step(int thread, const std::string& event, const std::string& operation,
                  const report::Frame& frame);

/// The same step as the first of its thread's turn.
report::Step after_switch(report::Step step);

/// The same step as the first after a preemption.
report::Step after_preemption(report::Step step);

/// A report with the statistics and the environment that all examples share.
report::Report some_report(const std::string& subject, report::Verdict verdict);

/// Every example, by the name of its approved text.
struct Example {
    std::string name;
    report::Report report;
};
std::vector<Example> all_examples(const std::string& sources);

}  // namespace contend::test
