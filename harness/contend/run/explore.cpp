#include <contend/run/explore.hpp>

#include <contend/base/system.hpp>
#include <contend/interpose/control.hpp>
#include <contend/report/file.hpp>
#include <contend/run/exploration.hpp>
#include <contend/run/worker.hpp>
#include <contend/writers/text.hpp>

#include <fmt/format.h>
#include <filesystem>

namespace contend::run {
namespace {

base::Result<std::vector<Suppression>> suppressions_of(const Target& target,
                                                       const Options& options) {
    std::vector<Suppression> all;
    if (!options.suppressions.empty()) {
        auto from_file = read_suppressions(options.suppressions);
        if (!from_file) return from_file.error();
        all = std::move(*from_file);
    }
    std::vector<scenario::Toleration> tolerated = target.tolerated;
    if (target.subject != nullptr)
        tolerated.insert(tolerated.end(), target.subject->tolerated().begin(),
                         target.subject->tolerated().end());
    for (const scenario::Toleration& toleration : tolerated) {
        const bool complete = toleration.pattern.find(':') != std::string::npos &&
                              toleration.pattern.find(':') != toleration.pattern.find("::");
        auto parsed = parse_suppression(
            complete ? toleration.pattern : "race:" + toleration.pattern, toleration.reason);
        if (!parsed) return parsed.error();
        all.push_back(std::move(*parsed));
    }
    return all;
}

// What keeps the exploration from starting; empty: nothing.
std::string obstacle(const Target& target, const Session& session) {
    if (in_worker()) return "explore() was called by code that is itself being explored";
    if (!session.misuse().empty()) return session.misuse();
    if (!interpose::tsan_linked())
        return "this program was built without ThreadSanitizer, so races cannot be seen: build it "
               "with -fsanitize=thread "
               "(the CMake preset race, or CONTEND_TSAN=ON)";
    if (target.subject != nullptr)
        if (const auto valid = target.subject->validate(); !valid)
            return valid.error().message.c_str();
    if (!target.expected.empty() && !report::kind_from(target.expected))
        return fmt::format(
            ".expect(\"{}\"): there is no such kind of finding; one is \"data-race\"",
            target.expected);
    return {};
}

report::Report refused(const std::string& subject, const std::string& reason) {
    report::Report report;
    report.subject = subject;
    report.harness_error = true;
    report.reason = reason;
    return report;
}

// A test that the token is not for has nothing to do.
report::Report passed_over(const std::string& subject, const Token& token) {
    report::Report report;
    report.subject = subject;
    report.verdict = report::Verdict::passed;
    report.reason = fmt::format("passed over: the token is for {}", token.subject);
    return report;
}

std::filesystem::path report_path(const Options& options, const std::string& subject) {
    return std::filesystem::path(options.report_dir) / report::file_name("", subject);
}

[[noreturn]] void answer(const Session& session, const report::Report& report) {
    const auto written = report::write_file(session.confirmation_file(), report);
    base::system::exit_now(written ? 0 : 2);
}

// What one exploration lets pass is nothing to the next, nor to a test that explores nothing.
struct OwnRulings {
    OwnRulings() { interpose::ignore_no_reports(); }
    ~OwnRulings() { interpose::ignore_no_reports(); }
    OwnRulings(const OwnRulings&) = delete;
    OwnRulings& operator=(const OwnRulings&) = delete;
};

report::Report run_exploration(const Target& target, Session& session, const std::string& subject) {
    if (const std::string reason = obstacle(target, session); !reason.empty())
        return refused(subject, reason);
    const OwnRulings own_rulings;
    auto suppressions = suppressions_of(target, session.options());
    if (!suppressions) return refused(subject, suppressions.error().message.c_str());
    Exploration exploration(target, session.options(), subject,
                            Rulings(*suppressions, target.first_thread()));
    const std::optional<Token>& token = session.replay();
    if (!token) return exploration.search();
    if (token->subject != subject) return passed_over(subject, *token);
    session.has_replayed();
    if (!session.confirmation_file().empty())
        answer(session, exploration.answer_confirmation(*token));
    return exploration.replay(*token);
}

// What fails shows itself: where the test streams its result, or at the end of the test.
void show_if_passed(const Result& result) {
    if (!result.passed()) return;
    std::fputs(result.text().c_str(), stdout);
    std::fflush(stdout);
}

}  // namespace

Result explore(const Target& target) {
    Session& here = session();
    // RapidCheck calls a property with one scenario after another: there the last report counts.
    const std::string subject = here.next_subject(!target.plan.has_value());
    const auto report = std::make_shared<report::Report>(run_exploration(target, here, subject));
    if (report->harness_error) here.harness_has_failed();
    std::string path;
    if (!here.replay() && !in_worker()) {
        const auto written = report::write_file(report_path(here.options(), subject), *report);
        if (!written) {
            report->harness_error = true;
            report->verdict = report::Verdict::unknown;
            report->reason = written.error().message.c_str();
            here.harness_has_failed();
        } else {
            path = *written;
        }
    }
    const Result result(report, path);
    show_if_passed(result);
    if (!result.passed()) here.add(result);
    return result;
}

}  // namespace contend::run
