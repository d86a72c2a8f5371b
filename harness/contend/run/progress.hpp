#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace contend::run {

/// What a person sees while a search runs: one line that is rewritten on a terminal, a plain line
/// every ten seconds elsewhere (a CI log). Written to standard error; erased before anything else
/// is printed.
class Progress {
public:
    using Clock = std::chrono::steady_clock;
    enum class Style { none, lines, bar };

    /// `style`: the option of that name. `executions_max` and `budget_ms` 0: no limit.
    Progress(std::string subject, const std::string& style, std::uint64_t executions_max,
             std::uint64_t budget_ms);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(std::uint64_t executions, std::uint64_t scenarios, Clock::time_point start);

    /// What goes on after the search: "shrinking, 12 candidates".
    void say(const std::string& activity);

    void clear();

private:
    void print(const std::string& text);

    std::string subject_;
    Style style_;
    std::uint64_t executions_max_;
    std::uint64_t budget_ms_;
    Clock::time_point last_ = Clock::now();
    bool shown_ = false;
};

}  // namespace contend::run
