#include "examples.hpp"

namespace contend::test {

using report::Finding;
using report::Frame;
using report::Kind;
using report::Report;
using report::Step;
using report::Verdict;

Frame user_frame(const std::string& function, const std::string& file, std::uint32_t line) {
    return {.function = function, .file = file, .line = line, .column = 9, .user = true};
}

Step step(int thread, const std::string& event, const std::string& operation, const Frame& frame) {
    return {.thread = thread, .event = event, .operation = operation, .frame = frame};
}

Step after_switch(Step step) {
    step.switched = true;
    return step;
}

Step after_preemption(Step step) {
    step.switched = true;
    step.preemption = true;
    return step;
}

Finding finding(Kind kind, const std::string& summary) {
    Finding finding;
    finding.kind = kind;
    finding.summary = summary;
    return finding;
}

Report some_report(const std::string& subject, Verdict verdict) {
    Report report;
    report.subject = subject;
    report.verdict = verdict;
    report.stats = {.scenarios = 31,
                    .executions = 12034,
                    .interleavings = 9120,
                    .new_probability = 0.1234,
                    .interleavings_estimate = 10311,
                    .scheduling_points = 240680,
                    .seconds = 0.4217,
                    .strategy = "portfolio"};
    report.environment = {.contend_version = "0.1.0",
                          .compiler = "clang 19.1.7",
                          .tsan_runtime = "v3",
                          .context = "donated",
                          .build_id = "2025d3f7c5b87aef",
                          .platform = "linux x86-64"};
    return report;
}

Report passed_report() { return some_report("Queue.KeepsOrder", Verdict::passed); }

Report tolerated_report() {
    Finding race = finding(
        Kind::data_race,
        "Stack::pop() (stack.hpp:31) reads what Stack::push(int) (stack.hpp:22) writes, with no "
        "order between them");
    race.tolerated =
        report::Tolerated{"checked afterwards by the compare-exchange", "race:Stack::pop", 1203};
    Report report = some_report("Stack.Recycles", Verdict::passed);
    report.stats.exhausted = true;
    report.stats.strategy = "exhaustive";
    report.findings = {race};
    return report;
}

Report harness_error_report() {
    Report report = some_report("Cache.Broken", Verdict::unknown);
    report.harness_error = true;
    report.stats = {};
    report.reason =
        "ThreadSanitizer did not report the planted race: build and link with -fsanitize=thread";
    return report;
}

Report unknown_report() {
    Report report = some_report("Cache.Slow", Verdict::unknown);
    report.reason =
        "no execution ended within the budget of 30 s; give it more with --contend_budget=2m";
    return report;
}

std::vector<Example> all_examples(const std::string& sources) {
    return {{"race", race_report(sources)},
            {"deadlock", deadlock_report(sources)},
            {"crash", crash_report(sources)},
            {"invariant", invariant_report(sources)},
            {"not_linearizable", not_linearizable_report(sources)},
            {"tolerated", tolerated_report()},
            {"passed", passed_report()},
            {"harness_error", harness_error_report()},
            {"unknown", unknown_report()}};
}

}  // namespace contend::test
