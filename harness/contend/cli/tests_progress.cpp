#include <contend/cli/tests_progress.hpp>

#include <contend/cli/terminal.hpp>
#include <contend/writers/display.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ostream>

namespace contend::cli {
namespace {

constexpr const char* erase_line = "\r\033[K";

std::string word(const TestOutcome& outcome) {
    switch (outcome.result) {
        case TestOutcome::Result::passed: return "passed";
        case TestOutcome::Result::failed: return "FAILED";
        case TestOutcome::Result::skipped: return "skipped";
    }
    return "";
}

}  // namespace

TestsProgress::TestsProgress(std::ostream& err, const std::string& style, std::size_t count)
    : err_(err), style_(style), count_(count) {
    if (style_ == "auto") style_ = isatty(STDERR_FILENO) == 1 ? "bar" : "lines";
    if (style_ == "bar") draw();
}

TestsProgress::~TestsProgress() {
    if (style_ == "bar") err_ << erase_line << std::flush;
}

void TestsProgress::over(const TestOutcome& outcome) {
    ++over_;
    const bool failed = outcome.result == TestOutcome::Result::failed;
    failed_ += failed ? 1 : 0;
    last_ = outcome.name;
    const std::string line = fmt::format(
        "{:>{}}/{} {}  {}  {}\n", over_, std::to_string(count_).size(), count_, word(outcome),
        writers::printable(outcome.name), writers::seconds(outcome.seconds));
    if (style_ == "lines") err_ << line << std::flush;
    if (style_ != "bar") return;
    if (failed) err_ << erase_line << line;
    draw();
}

void TestsProgress::draw() {
    constexpr std::size_t width = 24;
    const std::size_t full = count_ == 0 ? width : std::min(width, over_ * width / count_);
    const std::string line =
        fmt::format("[{}{}] {}/{}{}  {}", std::string(full, '#'), std::string(width - full, '.'),
                    over_, count_, failed_ == 0 ? "" : fmt::format(", {} failed", failed_), last_);
    err_ << erase_line << writers::cut_to(writers::printable(line), terminal_width() - 1)
         << std::flush;
}

}  // namespace contend::cli
