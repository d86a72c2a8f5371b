#include <contend/writers/formats.hpp>

#include <contend/writers/sections.hpp>

#include <fmt/format.h>

#include <ostream>

namespace contend::writers {
namespace {

/// The rules of the runner's command parser: a message ends with its line, a property at a colon or comma too.
std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (const char c : plain_text(text)) {
        switch (c) {
            case '%': out += "%25"; break;
            case '\r': out += "%0D"; break;
            case '\n': out += "%0A"; break;
            case ':': out += property ? "%3A" : ":"; break;
            case ',': out += property ? "%2C" : ","; break;
            default: out += c;
        }
    }
    return out;
}

/// One kind of annotation, of which GitHub shows so many a step.
class Annotations {
public:
    Annotations(const char* command, std::string_view noun) : command_(command), noun_(noun) {}

    void add(const report::Frame* frame, std::string_view title, std::string_view message) {
        std::string line = fmt::format("::{} ", command_);
        if (frame != nullptr) {
            line += fmt::format("file={},line={},", escaped(shown_path(frame->file), true),
                                frame->line);
            if (frame->column != 0) line += fmt::format("col={},", frame->column);
        }
        line += fmt::format("title={}::{}\n", escaped(title, true), escaped(message, false));
        lines_.push_back(std::move(line));
    }

    void write(std::ostream& out) const {
        constexpr std::size_t shown_max = 10;
        const bool all = lines_.size() <= shown_max;
        const std::size_t shown = all ? lines_.size() : shown_max - 1;
        for (std::size_t i = 0; i < shown; ++i) out << lines_[i];
        if (!all)
            out << fmt::format("::{} title=contend::{} more {}: see the summary and the reports\n",
                               command_, lines_.size() - shown, noun_);
    }

private:
    const char* command_;
    std::string_view noun_;
    std::vector<std::string> lines_;
};

}  // namespace

void write_github(const std::vector<Entry>& entries, std::ostream& out) {
    Annotations errors("error", "findings");
    Annotations warnings("warning", "subjects without a verdict");
    Annotations notices("notice", "tolerated races");
    for (const Entry& entry : entries) {
        const report::Report& report = entry.report;
        for (const report::Finding& finding : report.findings) {
            if (finding.tolerated) {
                notices.add(
                    place_of(finding), report.subject + ": tolerated",
                    fmt::format("{}\ntolerated: {}", finding.summary, finding.tolerated->reason));
                continue;
            }
            if (!fails(report)) continue;
            std::string message = finding.summary;
            const std::string command = report::replay_command(report, finding);
            if (!command.empty()) message += "\nreplay: " + command;
            errors.add(place_of(finding),
                       fmt::format("{}: {}", report.subject, report::title(finding.kind)), message);
        }
        if (!fails(report) || report::failure_count(report) != 0) continue;
        Annotations& where = report.verdict == report::Verdict::unknown ? warnings : errors;
        where.add(nullptr, report.subject, headline(report));
    }
    errors.write(out);
    warnings.write(out);
    notices.write(out);
}

}  // namespace contend::writers
