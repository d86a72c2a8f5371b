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

private:
    std::map<std::string, std::vector<double>> rates_;
};

/// 0 for no values.
double median(std::vector<double> values);

}  // namespace contend::bench
