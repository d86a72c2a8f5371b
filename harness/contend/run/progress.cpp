#include <contend/run/progress.hpp>

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>

namespace contend::run {
namespace {

Progress::Style style_named(const std::string& name) {
    if (name == "none") return Progress::Style::none;
    if (name == "lines") return Progress::Style::lines;
    if (name == "bar") return Progress::Style::bar;
    return isatty(STDERR_FILENO) != 0 ? Progress::Style::bar : Progress::Style::lines;
}

std::string bar(double share) {
    constexpr int width = 20;
    const int full = static_cast<int>(std::clamp(share, 0.0, 1.0) * width);
    return fmt::format("[{}{}]", std::string(static_cast<std::size_t>(full), '#'),
                       std::string(static_cast<std::size_t>(width - full), '.'));
}

}  // namespace

Progress::Progress(std::string subject, const std::string& style, std::uint64_t executions_max,
                   std::uint64_t budget_ms)
    : subject_(std::move(subject)),
      style_(style_named(style)),
      executions_max_(executions_max),
      budget_ms_(budget_ms) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
    if (shown_ && style_ == Style::bar) std::fputs("\r\033[K", stderr);
    shown_ = false;
}

void Progress::print(const std::string& text) {
    const auto now = Clock::now();
    const auto pause =
        style_ == Style::bar ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000);
    if (style_ == Style::none || now - last_ < pause) return;
    last_ = now;
    shown_ = true;
    const std::string line = fmt::format("contend: {} {}", subject_, text);
    if (style_ == Style::bar)
        std::fputs(("\r\033[K" + line.substr(0, 110)).c_str(), stderr);
    else
        std::fputs((line + "\n").c_str(), stderr);
    std::fflush(stderr);
}

void Progress::update(std::uint64_t executions, std::uint64_t scenarios, Clock::time_point start) {
    if (style_ == Style::none) return;
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    double share = budget_ms_ != 0 ? seconds * 1'000 / static_cast<double>(budget_ms_) : 0;
    if (executions_max_ != 0)
        share =
            std::max(share, static_cast<double>(executions) / static_cast<double>(executions_max_));
    print(fmt::format("{} {} executions of {} scenarios, {:.0f}/s", bar(share), executions,
                      scenarios, seconds > 0 ? static_cast<double>(executions) / seconds : 0.0));
}

void Progress::say(const std::string& activity) { print(activity); }

}  // namespace contend::run
