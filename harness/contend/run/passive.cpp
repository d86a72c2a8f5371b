#include <contend/run/passive.hpp>

#include <contend/interpose/control.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/session.hpp>
#include <contend/writers/text.hpp>

#include <iterator>

namespace contend::run {
namespace {

std::string text_of(const std::string& subject, const Diagnosis& diagnosis) {
    report::Report report;
    report.subject = subject;
    report.verdict = report::Verdict::failed;
    report::Finding& finding = report.findings.emplace_back();
    finding.kind = diagnosis.kind;
    finding.summary = diagnosis.summary;
    finding.stacks = diagnosis.stacks;
    return writers::to_text(report, {});
}

}  // namespace

void collect_passive_reports() { interpose::collect_reports(true); }

bool passive_reports_waiting() { return interpose::reports_waiting(); }

std::vector<std::string> take_passive_reports(const std::string& subject) {
    std::vector<Suppression> suppressions;
    const std::string& file = session().options().suppressions;
    if (!file.empty())
        if (const auto read = read_suppressions(file); read.ok()) suppressions = *read;
    std::vector<std::string> texts;
    history::RaceRecord records[16];
    const std::size_t count = interpose::take_reports(records, std::size(records));
    for (std::size_t i = 0; i < count; ++i) {
        const Diagnosis diagnosis = diagnose(records[i], suppressions);
        if (!diagnosis.tolerated) texts.push_back(text_of(subject, diagnosis));
    }
    return texts;
}

}  // namespace contend::run
