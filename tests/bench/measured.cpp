#include "measured.hpp"

#include <algorithm>
#include <cstddef>

namespace contend::bench {

void Measured::ReportRuns(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        const auto items = run.counters.find("items_per_second");
        if (run.run_type == Run::RT_Iteration && !run.error_occurred && items != run.counters.end())
            rates_[run.run_name.function_name].push_back(items->second);
    }
    ConsoleReporter::ReportRuns(runs);
}

double Measured::rate(const std::string& benchmark) const {
    const auto found = rates_.find(benchmark);
    return found == rates_.end() ? 0 : median(found->second);
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace contend::bench
