// Any bytes for one report or two, with a zero between them: what is read is consistent, is the same when it is written and
// read again, every writer takes it, and merging makes nothing of it that is not there.
#include <contend/report/json.hpp>
#include <contend/report/merge.hpp>
#include <contend/writers/formats.hpp>
#include <contend/writers/text.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace contend;

namespace {

// Not assert: it has to hold in every build.
void must(bool holds) {
    if (!holds) std::abort();
}

std::optional<report::Report> read(std::string_view text) {
    auto report = report::read_json(text);
    must(report.ok() || !report.error().message.empty());
    if (!report) return std::nullopt;
    must(report::inconsistency(*report).empty());
    const auto again = report::read_json(report::write_json(*report));
    must(again.ok() && *again == *report);
    return *report;
}

void write_everything(const std::vector<writers::Entry>& entries) {
    std::ostringstream out;
    for (const writers::Entry& entry : entries) writers::write_text(entry.report, out, {});
    writers::write_summary(entries, out, {});
    writers::write_junit(entries, out);
    writers::write_sarif(entries, out);
    writers::write_markdown(entries, out);
    writers::write_github(entries, out);
    writers::write_trace(entries, out);
    writers::write_html(entries, out);
}

void merge(const report::Report& one, const report::Report& other) {
    if (!report::contradiction(one, other).empty()) return;
    const report::Report merged = report::merge({one, other});
    must(report::inconsistency(merged).empty());
    using report::Verdict;
    const bool failed = one.verdict == Verdict::failed || other.verdict == Verdict::failed;
    const bool unknown = one.verdict == Verdict::unknown || other.verdict == Verdict::unknown;
    must(merged.verdict == (failed    ? Verdict::failed
                            : unknown ? Verdict::unknown
                                      : Verdict::passed));
    must(report::failure_count(merged) <=
         report::failure_count(one) + report::failure_count(other));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t zero = text.find('\0');
    std::vector<writers::Entry> entries;
    if (const auto one = read(text.substr(0, zero))) entries.push_back({*one, "one.json"});
    if (zero != std::string_view::npos)
        if (const auto other = read(text.substr(zero + 1)))
            entries.push_back({*other, "other.json"});
    write_everything(entries);
    if (entries.size() == 2) merge(entries[0].report, entries[1].report);
    return 0;
}
