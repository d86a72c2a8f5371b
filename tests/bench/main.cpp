// contend_bench [--out <file>] [flags of Google Benchmark]
//
// Runs every benchmark and writes the file: a list of {name, value, unit, baseline, ratio}, each ratio against a baseline of the
// same run. With --benchmark_filter it is an ordinary benchmark program that writes nothing.
#include "measured.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace contend::bench {
namespace {

using Json = nlohmann::ordered_json;

Json entry(const std::string& name, const std::string& unit, double value, double baseline) {
    return {{"name", name},
            {"value", value},
            {"unit", unit},
            {"baseline", baseline},
            {"ratio", value / baseline}};
}

// The geometric mean of the times of churn.cpp's benchmarks: each counts alike.
double mean_time(const Measured& measured, const std::string& prefix) {
    const double product = measured.time_ns(prefix + "_map") *
                           measured.time_ns(prefix + "_unordered_map") *
                           measured.time_ns(prefix + "_vector");
    return std::cbrt(product);
}

// Forking explorations first: afterwards this process has threads.
Json run_all() {
    Measured measured;
    benchmark::RunSpecifiedBenchmarks(&measured, "^explored");
    benchmark::RunSpecifiedBenchmarks(&measured, "^locked");
    const double contend = measured.rate("locked_contend");
    Json list = Json::array();
    list.push_back(entry("locked_3_threads_vs_threads", "executions/s", contend,
                         measured.rate("locked_threads")));
    list.push_back(entry("locked_3_threads_vs_limit", "executions/s", contend,
                         measured.rate("locked_sequence")));
    list.push_back(entry("locked_3_threads_explored", "executions/s",
                         measured.rate("explored_contend"), contend));
    benchmark::RunSpecifiedBenchmarks(&measured, "^judged");
    list.push_back(entry("judged_vs_unjudged", "executions/s", measured.rate("judged_on"),
                         measured.rate("judged_off")));
    benchmark::RunSpecifiedBenchmarks(&measured, "^(search|points)");
    list.push_back(entry("exhaustive_vs_random", "executions/s", measured.rate("search_exhaustive"),
                         measured.rate("search_random")));
    list.push_back(entry("64_threads_vs_2", "points/s", measured.rate("points_64_threads"),
                         measured.rate("points_2_threads")));
    benchmark::RunSpecifiedBenchmarks(&measured, "^program");
    list.push_back(entry("program_vs_starts", "executions/s", measured.rate("program_explored"),
                         measured.rate("program_started")));
    benchmark::RunSpecifiedBenchmarks(&measured, "^(hooked|plain)_");
    list.push_back(entry("passive_overhead", "ns", mean_time(measured, "hooked"),
                         mean_time(measured, "plain")));
    return list;
}

// Takes `--out <file>` or `--out=<file>` out of the arguments.
std::string take_out(std::vector<char*>& arguments) {
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string argument = arguments[i];
        const auto here = arguments.begin() + static_cast<std::ptrdiff_t>(i);
        if (argument.rfind("--out=", 0) == 0) {
            arguments.erase(here);
            return argument.substr(6);
        }
        if (argument == "--out" && i + 1 < arguments.size()) {
            const std::string file = arguments[i + 1];
            arguments.erase(here, here + 2);
            return file;
        }
    }
    return {};
}

int write(const Json& list, const std::string& file) {
    for (const Json& line : list)
        std::printf("%-30s %12.0f %-14s baseline %12.0f  ratio %.3f\n",
                    line["name"].get<std::string>().c_str(), line["value"].get<double>(),
                    line["unit"].get<std::string>().c_str(), line["baseline"].get<double>(),
                    line["ratio"].get<double>());
    if (file.empty()) return EXIT_SUCCESS;
    std::ofstream out(file);
    out << list.dump(2) << '\n';
    out.close();
    if (out) return EXIT_SUCCESS;
    std::fprintf(stderr, "contend_bench: cannot write %s\n", file.c_str());
    return EXIT_FAILURE;
}

int run(int count, char** given) {
    // What the command line says comes later, and wins.
    std::string repetitions = "--benchmark_repetitions=9";
    std::string interleaving = "--benchmark_enable_random_interleaving=true";
    std::string time = "--benchmark_min_time=0.3";
    std::vector<char*> arguments{given[0], repetitions.data(), interleaving.data(), time.data()};
    arguments.insert(arguments.end(), given + 1, given + count);
    const std::string file = take_out(arguments);
    int size = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&size, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(size, arguments.data())) return EXIT_FAILURE;
    if (benchmark::GetBenchmarkFilter().empty()) return write(run_all(), file);
    benchmark::RunSpecifiedBenchmarks();
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace contend::bench

int main(int count, char** arguments) { return contend::bench::run(count, arguments); }
