#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace contend::bench {

/// Shows runs on the console as Google Benchmark does, and keeps what each repetition measured.
class Measured final : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override;

    /// The median of a benchmark's items per second; 0 when it did not run.
    double rate(const std::string& benchmark) const;

    /// The median of a benchmark's processor time per iteration; 0 when it did not run.
    double time_ns(const std::string& benchmark) const;

private:
    using Values = std::map<std::string, std::vector<double>>;
    static double median_of(const Values& values, const std::string& benchmark);

    Values rates_;
    Values times_ns_;
};

}  // namespace contend::bench
