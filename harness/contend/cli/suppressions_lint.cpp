#include <contend/cli/suppressions_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/cli/suppression_files.hpp>
#include <contend/writers/display.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <ostream>
#include <set>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using Problems = std::vector<std::string>;

// In the stacks of nearly every race, whoever's it is.
constexpr std::array<std::string_view, 12> everyday_frames = {
    "main",
    "operator new(unsigned long)",
    "operator delete(void*)",
    "memcpy",
    "malloc",
    "std::vector<int, std::allocator<int> >::push_back(int const&)",
    "std::__atomic_base<int>::load(std::memory_order) const",
    "std::thread::_State_impl<std::thread::_Invoker<std::tuple<void (*)()> > >::_M_run()",
    "start_thread",
    "__libc_start_call_main",
    "/usr/include/c++/12/bits/stl_vector.h",
    "libc.so.6"};

std::optional<std::chrono::sys_days> day_of(const std::string& text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int end = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) != 3 ||
        static_cast<std::size_t>(end) != text.size())
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

void judge_comment(const run::Suppression& entry, Problems& problems) {
    if (entry.reason.empty())
        problems.push_back("has no reason: write `# reason: …` above it, why this is no defect");
    if (entry.upstream.empty())
        problems.push_back(
            "does not say where it is known: write `# upstream: …`, an address or a number");
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto last = day_of(entry.expires);
    if (entry.expires.empty())
        problems.push_back("does not expire: write `# expires: YYYY-MM-DD`, when to look again");
    else if (!last)
        problems.push_back(
            fmt::format("expires on \"{}\", which is no day: write YYYY-MM-DD", entry.expires));
    else if (*last < today)
        problems.push_back(fmt::format(
            "expired on {}: see upstream whether it is mended, then remove it or set a new day",
            entry.expires));
    if (!entry.scope.empty() && entry.scope != "gcc" && entry.scope != "clang")
        problems.push_back(
            fmt::format("has the scope \"{}\", but there are only gcc and clang", entry.scope));
}

void judge_pattern(const run::Suppression& entry, Problems& problems) {
    for (const std::string_view frame : everyday_frames)
        if (run::matches(entry.pattern, frame)) {
            problems.push_back(fmt::format(
                "matches everyday frames such as {}, so it hides anybody's races: name a function, "
                "a file or a library",
                frame));
            return;
        }
    if (entry.scope.empty() && (entry.pattern.find("lambda") != std::string::npos ||
                                entry.pattern.find("$_") != std::string::npos))
        problems.push_back(
            "names a lambda, which compilers call differently: name what is around it, or say "
            "which compiler by `# scope: gcc`");
}

std::string place_of(const report::Frame& frame) {
    return frame.file.empty() ? frame.function
                              : fmt::format("{} at {}:{}", frame.function, frame.file, frame.line);
}

// One frame is enough to see it by.
void judge_against_reports(const run::Suppression& entry,
                           const std::vector<report::Report>& reports, Problems& problems) {
    for (const report::Report& report : reports)
        for (const report::Finding& finding : report.findings)
            for (const report::Stack& stack : finding.stacks)
                for (const report::Frame& frame : stack.frames)
                    if (frame.user && run::matches(entry.pattern, frame)) {
                        problems.push_back(
                            fmt::format("hides your own code: {}, in the report on {}",
                                        place_of(frame), report.subject));
                        return;
                    }
}

void judge_against_sources(const run::Suppression& entry, const std::vector<std::string>& folders,
                           Problems& problems) {
    for (const std::string& folder : folders) {
        std::error_code code;
        for (fs::recursive_directory_iterator at(folder, code), end; at != end;
             at.increment(code)) {
            const fs::path absolute = fs::absolute(at->path(), code);
            if (!at->is_regular_file(code) || !run::matches(entry.pattern, absolute.string()))
                continue;
            problems.push_back(
                fmt::format("hides your own code: it matches the file {}", at->path().string()));
            return;
        }
    }
}

}  // namespace

int suppressions_lint(const SuppressionsArguments& arguments, std::ostream& out,
                      std::ostream& err) {
    const ReadFiles<SuppressionFile> files = read_suppression_files(arguments.files);
    const ReadFiles<report::Report> reports = read_reports(arguments.reports);
    std::vector<std::string> errors = files.errors;
    errors.insert(errors.end(), reports.errors.begin(), reports.errors.end());
    for (const std::string& folder : arguments.sources)
        if (!fs::is_directory(folder)) errors.push_back(folder + ": is no directory");
    std::size_t entries = 0;
    std::size_t problem_count = 0;
    for (const SuppressionFile& file : files.items) {
        std::set<std::string> seen;
        for (const run::Suppression& entry : file.entries) {
            Problems problems;
            judge_comment(entry, problems);
            judge_pattern(entry, problems);
            judge_against_reports(entry, reports.items, problems);
            judge_against_sources(entry, arguments.sources, problems);
            if (!seen.insert(entry.line()).second)
                problems.push_back("stands in this file twice: remove one");
            for (const std::string& problem : problems)
                out << writers::printable(file.place(entry) + entry.line() + " " + problem) << '\n';
            ++entries;
            problem_count += problems.size();
        }
    }
    for (const std::string& error : errors) err << "contend: " << writers::printable(error) << '\n';
    using writers::count;
    out << count(entries, "suppression") << " in " << count(files.items.size(), "file") << ": "
        << count(problem_count, "problem") << '\n';
    if (!errors.empty()) return exit_misuse;
    return problem_count == 0 ? exit_ok : exit_failed;
}

}  // namespace contend::cli
