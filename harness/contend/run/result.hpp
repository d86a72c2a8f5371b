#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <utility>

namespace contend::report {
struct Report;
}

namespace contend {

/// What became of an exploration. A value; copies share the report. Safe to read from any thread.
class Result {
public:
    /// `path`: of the JSON file, if it was written.
    explicit Result(std::shared_ptr<const report::Report> report, std::string path = {})
        : report_(std::move(report)), path_(std::move(path)) {}

    /// Whether the code under test did what it should: schedules were explored and nothing was
    /// found; or, where a finding is expected, exactly such a finding. False also when nothing
    /// could be explored: the text says why.
    bool passed() const;

    /// The report for people: the headline, both stacks, the scenario, the interleaving, the token
    /// and how to replay it.
    std::string text() const;

    /// The same as data; <contend/report/report.hpp> is C++20.
    const report::Report& report() const { return *report_; }

private:
    std::shared_ptr<const report::Report> report_;
    std::string path_;
};

/// Writes text().
std::ostream& operator<<(std::ostream& out, const Result& result);

}  // namespace contend
