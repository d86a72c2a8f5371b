#include <contend/run/replay.hpp>

#include <contend/run/describe.hpp>
#include <contend/run/error.hpp>
#include <contend/run/jobs.hpp>
#include <contend/run/modules.hpp>
#include <contend/run/session.hpp>

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <filesystem>

namespace contend::run {
namespace {

base::Result<scenario::Plan> plan_of(const Target& target, const Token& token) {
    if (target.subject == nullptr) {
        if (token.plan.empty()) return scenario::Plan{};
        return error(
            "the token holds a scenario, but {} now explores a closure: the test has changed since",
            token.subject);
    }
    if (token.plan.empty())
        return error(
            "the token holds no scenario, but {} now explores a specification: the test has "
            "changed since",
            token.subject);
    auto plan = target.subject->decode(token.plan);
    if (!plan)
        return error("the token's scenario does not fit the specification of {}: {}", token.subject,
                     plan.error().message.c_str());
    return plan;
}

std::string why(const Token& token, bool same_build) {
    if (!same_build)
        return "the token is from another build of this program: what it found may be fixed, or "
               "may have moved";
    if (token.by_generator)
        return "an argument is stored as the state of its generator, and the generator has changed";
    return "the code under test depends on something that schedules do not control: addresses, the "
           "time, random numbers, "
           "memory that was not initialised";
}

std::string where(const Token& token, const Outcome& outcome) {
    if (outcome.replay_used < token.schedule.size()) {
        const schedule::Switch& entry = token.schedule[outcome.replay_used];
        if (entry.to == schedule::everybody_else_suspended)
            return fmt::format(
                "the replay diverges at switch {} of {}: at its step {} thread {} is not in the "
                "operation that it was to go on with alone",
                outcome.replay_used + 1, token.schedule.size(), entry.step, entry.from);
        return fmt::format(
            "the replay diverges at switch {} of {}: thread {} does not hand over to thread {} at "
            "its step {}",
            outcome.replay_used + 1, token.schedule.size(), entry.from, entry.to, entry.step);
    }
    if (outcome.trace_total != token.steps)
        return fmt::format(
            "the replay diverges at step {}: the execution has {} steps, the token's had {}",
            std::min(outcome.trace_total, token.steps) + 1, outcome.trace_total, token.steps);
    if (outcome.digest != token.digest)
        return "the replay took as many steps as the token's execution, but not the same ones";
    return "the replay is the same execution step for step, and nothing was found in it";
}

std::string explain(const Token& token, const Outcome& outcome, const Rulings& rulings,
                    bool same_build) {
    std::string what = where(token, outcome);
    if (outcome.ending == Ending::incident)
        what = fmt::format("the replay shows something else ({}) than the token's {}",
                           rulings.diagnose(outcome.incident).summary, token.signature);
    return fmt::format("not reproduced: {}; {}", what, why(token, same_build));
}

// Words that a shell must not take apart.
std::string shell_word(const std::string& word) {
    const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("_-./=:,+@%").find(c) != std::string_view::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

}  // namespace

base::Result<Replayed> replay(const Target& target, const Options& options, Rulings& rulings,
                              const Token& token) {
    const auto plan = plan_of(target, token);
    if (!plan) return plan.error();
    Options as_then = options;
    as_then.granularity = token.granularity == Granularity::access ? "access" : "sync";
    // As many as the schedule says, and none if it was found without.
    as_then.spurious = token.spurious ? token.schedule.size() : 0;
    TargetBody body(target, *plan);
    rulings.look_for(token.signature);
    const Outcome outcome =
        run_job_as_told(replaying_job(target, body, as_then, token.schedule), as_then, rulings);
    rulings.look_for_anything();
    Replayed replayed;
    replayed.same_build = token.build == build_id();
    if (outcome.ending == Ending::harness_error) {
        replayed.harness_error = true;
        replayed.explanation = outcome.message;
        return replayed;
    }
    if (outcome.ending == Ending::incident) {
        const Diagnosis diagnosis = rulings.diagnose(outcome.incident);
        replayed.reproduced = diagnosis.signature == token.signature;
        if (replayed.reproduced) replayed.finding = describe(target, *plan, outcome, diagnosis);
    }
    replayed.finding.confirmed = {replayed.reproduced ? 1u : 0u, 1};
    if (!replayed.reproduced)
        replayed.explanation = explain(token, outcome, rulings, replayed.same_build);
    return replayed;
}

Token token_of(const Target& target, const scenario::Plan& plan, const Outcome& outcome,
               const Options& options, const std::string& subject, const std::string& signature) {
    Token token;
    token.build = build_id();
    token.subject = subject;
    token.signature = signature;
    if (target.subject != nullptr) {
        token.plan = target.subject->encode(plan);
        token.by_generator = scenario::stored_as_generator_state(plan);
    }
    token.granularity = options.granularity == "access" ? Granularity::access : Granularity::sync;
    token.spurious = options.spurious != 0;
    token.steps = outcome.trace_total;
    token.digest = outcome.digest;
    token.schedule = outcome.schedule;
    return token;
}

std::string replay_command(const Target& target, const std::string& token) {
    if (target.program != nullptr) {
        std::string command = "contend replay " + token + " --";
        for (const std::string& word : target.program->arguments) command += " " + shell_word(word);
        return command;
    }
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto near = std::filesystem::proximate(program, ignored);
    std::string shown = near.empty() || *near.begin() == ".." ? program.string() : near.string();
    if (shown.find('/') == std::string::npos) shown = "./" + shown;
    const std::string& argument = session().test_argument();
    return fmt::format("CONTEND_REPLAY={} {}{}{}", token, shell_word(shown),
                       argument.empty() ? "" : " ", argument.empty() ? "" : shell_word(argument));
}

}  // namespace contend::run
