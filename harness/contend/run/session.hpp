#pragma once

#include <contend/base/result.hpp>
#include <contend/report/report.hpp>
#include <contend/run/options.hpp>
#include <contend/run/result.hpp>
#include <contend/run/token.hpp>

#include <optional>
#include <string>
#include <vector>

namespace contend::run {

/// What one process of tests knows across its explorations: the options, which test is running,
/// what is still to be shown. One thread uses a Session.
class Session {
public:
    /// Reads the environment. An error there is told by every exploration until use() replaces the
    /// options.
    Session();

    /// Takes over options that were read from flags; decodes the token to be replayed, if there is
    /// one. The error is for people: misuse.
    base::Result<bool> use(const Options& options);

    const Options& options() const { return options_; }
    const std::string& misuse() const { return misuse_; }

    /// The token to be replayed instead of searching.
    const std::optional<Token>& replay() const { return replay_; }

    /// Where to write the outcome of a replay for the process that wants its finding confirmed;
    /// empty otherwise.
    const std::string& confirmation_file() const { return confirmation_file_; }

    /// A test framework announces the test that runs now, and the argument by which a fresh process
    /// runs this test alone.
    void begin_test(const std::string& name, const std::string& argument);
    /// The results that the test's own output did not show.
    std::vector<Result> end_test();
    const std::string& test_argument() const { return test_argument_; }

    /// The subject of the exploration that begins: the test's name, with "#2" for its second one
    /// and so on where `numbered`. Without a test framework, the program's name.
    std::string next_subject(bool numbered);

    void add(const Result& result);
    void shown(const report::Report& report);

    /// Some exploration could not work: the process must not end with "passed".
    bool harness_failed() const { return harness_failed_; }
    void harness_has_failed() { harness_failed_ = true; }

    /// Some exploration took up the token.
    bool replayed() const { return replayed_; }
    void has_replayed() { replayed_ = true; }

private:
    Options options_;
    std::string misuse_;
    std::optional<Token> replay_;
    std::string confirmation_file_;
    std::string test_;
    std::string test_argument_;
    unsigned explorations_ = 0;
    std::vector<Result> results_;
    bool harness_failed_ = false;
    bool replayed_ = false;
};

Session& session();

/// "Cache.IsLinearizable" of "Cache.IsLinearizable#2".
std::string test_of(const std::string& subject);

/// The environment variable behind Session::confirmation_file().
inline constexpr char confirmation_variable[] = "CONTEND_CONFIRMATION";

}  // namespace contend::run
