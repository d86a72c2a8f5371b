#pragma once

#include <contend/report/report.hpp>

#include <string>

/// Reports as run/ would fill them, for the tests of report/, writers/ and cli/.
namespace contend::test {

/// Two threads race on a map that get() reads without the lock; shrunk, confirmed, replayable. `sources` is the
/// directory of cache.hpp, whose lines the stacks name.
report::Report race_report(const std::string& sources);

/// Two threads of free code take two locks in opposite orders and wait for each other.
report::Report deadlock_report(const std::string& sources);

/// Nothing found within the budget.
report::Report passed_report();

/// A history no sequential order explains, with initial and final parts and a call that did not return.
report::Report not_linearizable_report(const std::string& sources);

/// The search went on behind a race that the user tolerates, and found nothing else.
report::Report tolerated_report();

/// No verdict: the harness could not do its work.
report::Report harness_error_report();

/// No verdict: the budget was used up before anything could be said.
report::Report unknown_report();

/// A small finding of this kind, without stacks.
report::Finding finding(report::Kind kind, const std::string& summary);

}  // namespace contend::test
