#include <contend/writers/formats.hpp>

#include <contend/report/frames.hpp>
#include <contend/writers/sections.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <ostream>

namespace contend::writers {
namespace {

using Json = nlohmann::ordered_json;
using report::Finding;
using report::Frame;
using report::Kind;

/// Characters that RFC 3986 lets a path have as they are.
std::string uri_of(const std::string& path) {
    std::string uri;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') ||
                           std::string_view("/-._~!$&'()*+,;=@").find(c) != std::string_view::npos;
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return uri;
}

Json message_of(std::string_view text) { return {{"text", plain_text(text)}}; }

/// Relative to SRCROOT where the file lies below the current directory.
Json artifact(const std::string& file) {
    const std::string path = shown_path(file);
    if (std::filesystem::path(path).is_absolute()) return {{"uri", "file://" + uri_of(path)}};
    return {{"uri", uri_of(path)}, {"uriBaseId", "SRCROOT"}};
}

Json location_of(const Frame& frame, std::string_view text = {}) {
    Json location = Json::object();
    if (!frame.file.empty()) {
        Json physical = {{"artifactLocation", artifact(frame.file)}};
        if (frame.line != 0) {
            physical["region"]["startLine"] = frame.line;
            if (frame.column != 0) physical["region"]["startColumn"] = frame.column;
        }
        location["physicalLocation"] = std::move(physical);
    }
    if (!frame.function.empty())
        location["logicalLocations"] = Json::array(
            {{{"fullyQualifiedName", plain_text(frame.function)}, {"kind", "function"}}});
    if (!text.empty()) location["message"] = message_of(text);
    return location;
}

Json stack_of(const report::Stack& stack) {
    Json frames = Json::array();
    for (const Frame& frame : stack.frames) {
        Json entry = {{"location", location_of(frame)}};
        if (!frame.module.empty()) entry["module"] = plain_text(frame.module);
        frames.push_back(std::move(entry));
    }
    return {{"message", message_of(stack.title)}, {"frames", std::move(frames)}};
}

/// GitHub shows a thousand of these, and refuses more than ten thousand: the last ones are what matters.
constexpr std::size_t steps_max = 5'000;

Json code_flow(const Finding& finding) {
    const std::vector<report::Step>& steps = finding.schedule.steps;
    const std::size_t first = steps.size() > steps_max ? steps.size() - steps_max : 0;
    std::map<int, Json> flows;
    for (std::size_t i = first; i < steps.size(); ++i) {
        const report::Step& step = steps[i];
        Json where = {
            {"location", location_of(step.frame, step.event)},
            {"executionOrder", i - first + 1},
            {"importance", step.switched || i + 1 == steps.size() ? "essential" : "important"}};
        if (!step.operation.empty()) where["state"]["operation"] = message_of(step.operation);
        flows.try_emplace(step.thread, Json::array()).first->second.push_back(std::move(where));
    }
    Json threads = Json::array();
    for (auto& [thread, locations] : flows)
        threads.push_back({{"id", std::to_string(thread)},
                           {"message", message_of(thread_label(finding, thread))},
                           {"locations", std::move(locations)}});
    return {{"message", message_of(fmt::format("the interleaving, with {} preemptions",
                                               finding.schedule.preemptions))},
            {"threadFlows", std::move(threads)}};
}

const Frame* place_in(const report::Stack& stack) {
    const Frame* const frame = report::headline_frame(stack.frames);
    return frame != nullptr && frame->line != 0 && !frame->file.empty() ? frame : nullptr;
}

Json result_of(const report::Report& report, const Finding& finding) {
    const std::string kind(report::to_string(finding.kind));
    Json result = {{"ruleId", kind},
                   {"level", finding.tolerated ? "note" : "error"},
                   {"message", message_of(fmt::format("{}: {}", report.subject, finding.summary))}};
    const Frame* const place = place_of(finding);
    if (place != nullptr) result["locations"] = Json::array({location_of(*place)});
    Json related = Json::array();
    for (const report::Stack& entry : finding.stacks) {
        const Frame* const frame = place_in(entry);
        if (frame == nullptr) continue;
        Json other = location_of(*frame, entry.title);
        other["id"] = related.size();
        related.push_back(std::move(other));
    }
    if (!related.empty()) result["relatedLocations"] = std::move(related);
    for (const report::Stack& entry : finding.stacks)
        if (!entry.frames.empty()) result["stacks"].push_back(stack_of(entry));
    if (!finding.schedule.steps.empty()) result["codeFlows"] = Json::array({code_flow(finding)});
    const std::string& signature = finding.signature.empty() ? finding.summary : finding.signature;
    result["partialFingerprints"] = {
        {"contendSignature/v1", plain_text(report.subject + "/" + signature)}};
    if (finding.tolerated)
        result["suppressions"] =
            Json::array({{{"kind", "external"},
                          {"status", "accepted"},
                          {"justification", plain_text(finding.tolerated->reason)}}});
    Json properties = {{"subject", plain_text(report.subject)}};
    if (!finding.token.empty()) properties["token"] = plain_text(finding.token);
    const std::string replay = report::replay_command(report, finding);
    if (!replay.empty()) properties["replay"] = plain_text(replay);
    properties["confirmed"] =
        fmt::format("{} of {}", finding.confirmed.times, finding.confirmed.of);
    result["properties"] = std::move(properties);
    return result;
}

const char* help_of(Kind kind) {
    switch (kind) {
        case Kind::data_race:
            return "Two threads use the same memory at the same time, and one of them writes. "
                   "Order "
                   "them by a lock or an atomic.";
        case Kind::lock_order_inversion:
            return "Two locks are taken in opposite orders, so threads can wait for each other for "
                   "ever. Always take them in one order, or both at once (std::scoped_lock).";
        case Kind::mutex_misuse: return "A mutex is used in a way that it does not allow.";
        case Kind::use_after_free: return "Memory is used that another thread has freed.";
        case Kind::deadlock: return "Every thread waits for another one.";
        case Kind::lost_wakeup:
            return "A thread waits for a notification that nobody will send any more.";
        case Kind::livelock: return "Threads run on without getting anywhere.";
        case Kind::crash: return "The program is ended by a signal.";
        case Kind::terminate: return "An exception is not caught.";
        case Kind::assertion: return "An assertion fails.";
        case Kind::invariant: return "An invariant of the specification does not hold.";
        case Kind::not_linearizable:
            return "No order of the calls, one after the other, gives the results they gave.";
        case Kind::not_lock_free:
            return "An operation that is declared lock-free or wait-free needs another thread.";
        case Kind::thread_leak: return "A thread is neither joined nor detached.";
        case Kind::unmodelled_block:
            return "A call waits in the kernel, where the schedule can not be controlled.";
        case Kind::nondeterminism: return "The same schedule gives different executions.";
    }
    return "";
}

Json rules() {
    Json rules = Json::array();
    for (const Kind kind : report::all_kinds) {
        const std::string title(report::title(kind));
        rules.push_back(
            {{"id", report::to_string(kind)},
             {"shortDescription", message_of(title)},
             {"fullDescription", message_of(help_of(kind))},
             {"help", message_of(help_of(kind))},
             {"defaultConfiguration", {{"level", "error"}}},
             {"properties", {{"tags", Json::array({"concurrency"})}, {"precision", "very-high"}}}});
    }
    return rules;
}

/// What kept a subject from a verdict is told of the run, not of the code.
Json notification(const report::Report& report) {
    return {{"level", report.harness_error ? "error" : "warning"},
            {"message", message_of(fmt::format("{}: {}", report.subject, headline(report)))}};
}

}  // namespace

void write_sarif(const std::vector<Entry>& entries, std::ostream& out) {
    Json results = Json::array();
    Json notifications = Json::array();
    bool judged = true;
    std::string version;
    for (const Entry& entry : entries) {
        const report::Report& report = entry.report;
        if (version.empty()) version = report.environment.contend_version;
        judged = judged && !report.harness_error;
        if (report.verdict == report::Verdict::unknown)
            notifications.push_back(notification(report));
        // A subject that is wrong on purpose and shows it is no alert.
        const bool as_expected = report.expected && !fails(report);
        for (const Finding& finding : report.findings)
            if (finding.tolerated || !as_expected) results.push_back(result_of(report, finding));
    }
    Json driver = {{"name", "contend"}, {"rules", rules()}};
    if (!version.empty()) driver["version"] = plain_text(version);
    Json invocation = {{"executionSuccessful", judged}};
    if (!notifications.empty()) invocation["toolExecutionNotifications"] = std::move(notifications);
    Json run = {{"tool", {{"driver", std::move(driver)}}},
                {"invocations", Json::array({std::move(invocation)})},
                {"columnKind", "utf16CodeUnits"},
                {"originalUriBaseIds",
                 {{"SRCROOT", {{"description", message_of("the root of the checkout")}}}}},
                {"results", std::move(results)}};
    const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", Json::array({std::move(run)})}};
    out << log.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace contend::writers
