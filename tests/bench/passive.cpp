#include "passive.hpp"

#include "measured.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <filesystem>

namespace contend::bench {
namespace {

constexpr int rounds = 11;

std::string output_of(const std::string& command) {
    std::string output;
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
    pclose(pipe);
    return output;
}

// The geometric mean of the benchmarks' times per iteration: each counts alike.
double churn_ns(const std::filesystem::path& program) {
    const std::string arguments =
        " --benchmark_filter=^churn --benchmark_format=json --benchmark_min_time=0.05 "
        "--benchmark_repetitions=1 2>/dev/null";
    const auto json =
        nlohmann::json::parse(output_of("'" + program.string() + "'" + arguments), nullptr, false);
    if (json.is_discarded() || json["benchmarks"].empty()) return 0;
    double logarithms = 0;
    for (const auto& benchmark : json["benchmarks"])
        logarithms += std::log(benchmark["cpu_time"].get<double>());
    return std::exp(logarithms / static_cast<double>(json["benchmarks"].size()));
}

}  // namespace

std::optional<Churn> compare_churn() {
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");
    const std::filesystem::path plain = self.string() + "_plain";
    std::vector<double> with;
    std::vector<double> without;
    std::vector<double> ratios;
    for (int i = 0; i < rounds; ++i) {
        with.push_back(churn_ns(self));
        without.push_back(churn_ns(plain));
        if (with.back() == 0 || without.back() == 0) return std::nullopt;
        ratios.push_back(with.back() / without.back());
    }
    return Churn{median(with), median(without), median(ratios)};
}

}  // namespace contend::bench
