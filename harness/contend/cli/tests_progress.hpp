#pragma once

#include <contend/cli/test_run.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>

namespace contend::cli {

/// What a person sees while tests run: on a terminal a bar that is rewritten, and a line for each test that failed;
/// elsewhere (a CI log) a line for each test. Erased when this is destroyed.
class TestsProgress {
public:
    /// `style`: the option `progress`: auto, bar, lines or none.
    TestsProgress(std::ostream& err, const std::string& style, std::size_t count);
    ~TestsProgress();
    TestsProgress(const TestsProgress&) = delete;
    TestsProgress& operator=(const TestsProgress&) = delete;

    void over(const TestOutcome& outcome);

private:
    void draw();

    std::ostream& err_;
    std::string style_;
    std::size_t count_;
    std::size_t over_ = 0;
    std::size_t failed_ = 0;
    std::string last_;
};

}  // namespace contend::cli
