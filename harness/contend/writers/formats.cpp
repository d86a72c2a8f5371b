#include <contend/writers/formats.hpp>

#include <contend/report/frames.hpp>
#include <contend/writers/display.hpp>

#include <fmt/format.h>
#include <algorithm>

namespace contend::writers {
namespace {

const report::Frame* first_user_frame(const std::vector<report::Frame>& frames) {
    const auto known = [](const report::Frame& frame) {
        return frame.line != 0 && !frame.file.empty() && report::is_user(frame);
    };
    const auto found = std::find_if(frames.begin(), frames.end(), known);
    return found == frames.end() ? nullptr : &*found;
}

}  // namespace

bool fails(const report::Report& report) { return !report::expectation_met(report); }

std::string headline(const report::Report& report) {
    if (report.harness_error) return "contend could not judge it: " + report.reason;
    if (const report::Finding* const finding = report::primary_finding(report))
        return fmt::format("{}: {}", report::title(finding->kind), finding->summary);
    if (report.expected && fails(report))
        return fmt::format("expected to show a finding of the kind {}, and did not",
                           report::to_string(*report.expected));
    if (report.verdict == report::Verdict::unknown) return "no verdict: " + report.reason;
    return std::string(report::to_string(report.verdict));
}

const report::Frame* place_of(const report::Finding& finding) {
    for (const report::Stack& stack : finding.stacks)
        if (const report::Frame* const frame = first_user_frame(stack.frames)) return frame;
    for (auto step = finding.schedule.steps.rbegin(); step != finding.schedule.steps.rend(); ++step)
        if (step->frame.line != 0 && !step->frame.file.empty()) return &step->frame;
    return nullptr;
}

std::string plain_text(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find_first_of("\n\t", at);
        if (end == std::string_view::npos) end = text.size();
        // Makes escapes visible as it does for a terminal.
        out += printable(text.substr(at, end - at));
        if (end < text.size()) out += text[end];
        at = end + 1;
    }
    return out;
}

}  // namespace contend::writers
