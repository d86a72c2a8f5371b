#include "measured.hpp"

#include <algorithm>
#include <cstddef>

namespace contend::bench {

void Measured::ReportRuns(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
        const std::string& name = run.run_name.function_name;
        times_ns_[name].push_back(run.GetAdjustedCPUTime());
        const auto items = run.counters.find("items_per_second");
        if (items != run.counters.end()) rates_[name].push_back(items->second);
    }
    ConsoleReporter::ReportRuns(runs);
}

double Measured::rate(const std::string& benchmark) const { return median_of(rates_, benchmark); }

double Measured::time_ns(const std::string& benchmark) const {
    return median_of(times_ns_, benchmark);
}

double Measured::median_of(const Values& values, const std::string& benchmark) {
    const auto found = values.find(benchmark);
    if (found == values.end()) return 0;
    std::vector<double> sorted = found->second;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

}  // namespace contend::bench
