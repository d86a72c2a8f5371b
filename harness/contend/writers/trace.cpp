#include <contend/writers/formats.hpp>

#include <contend/report/frames.hpp>
#include <contend/writers/sections.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <ostream>
#include <set>

namespace contend::writers {
namespace {

using Json = nlohmann::ordered_json;
using report::Step;

/// Events of one finding's process.
class Process {
public:
    Process(Json& events, int id, const report::Report& report, const report::Finding& finding)
        : events_(events), id_(id), finding_(finding) {
        name("process_name", 0, fmt::format("{}: {}", report.subject, report::title(finding.kind)));
        Json sort = event("M", "process_sort_index", 0);
        sort["args"]["sort_index"] = id;
        events_.push_back(std::move(sort));
    }

    void add() {
        const std::vector<Step>& steps = finding_.schedule.steps;
        std::set<int> threads;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (threads.insert(steps[i].thread).second)
                name("thread_name", steps[i].thread, thread_label(finding_, steps[i].thread));
            if (i != 0 && steps[i].thread != steps[i - 1].thread) arrow(i);
            operate(i);
            slice(plain_text(steps[i].event), steps[i].thread, i, i + 1, arguments(steps[i]));
        }
        for (const auto& [thread, open] : open_) end(thread, open, steps.size());
        if (steps.empty()) return;
        Json instant = event(
            "i", fmt::format("{}: {}", report::title(finding_.kind), plain_text(finding_.summary)),
            steps.back().thread);
        instant["ts"] = steps.size();
        instant["s"] = "p";
        events_.push_back(std::move(instant));
    }

private:
    struct Open {
        std::string operation;
        std::size_t begin;
        std::size_t last;  // its last step
    };

    Json event(const char* phase, const std::string& name, int thread) const {
        return {{"ph", phase}, {"name", plain_text(name)}, {"pid", id_}, {"tid", thread}};
    }

    void name(const char* what, int thread, const std::string& text) {
        Json meta = event("M", what, thread);
        meta["args"]["name"] = plain_text(text);
        events_.push_back(std::move(meta));
    }

    void slice(const std::string& name, int thread, std::size_t begin, std::size_t end,
               Json arguments) {
        Json slice = event("X", name.empty() ? "step" : name, thread);
        slice["ts"] = begin;
        slice["dur"] = end - begin;
        if (!arguments.empty()) slice["args"] = std::move(arguments);
        events_.push_back(std::move(slice));
    }

    static Json arguments(const Step& step) {
        Json arguments = Json::object();
        if (step.frame.line != 0)
            arguments["where"] =
                plain_text(fmt::format("{}:{}", shown_path(step.frame.file), step.frame.line));
        if (!step.frame.function.empty()) arguments["function"] = plain_text(step.frame.function);
        if (step.preemption) arguments["preemption"] = true;
        return arguments;
    }

    // An operation lasts from its first step to its last: what other threads did in between is on their tracks.
    void operate(std::size_t index) {
        const Step& step = finding_.schedule.steps[index];
        const auto open = open_.find(step.thread);
        if (open != open_.end() && open->second.operation == step.operation) {
            open->second.last = index;
            return;
        }
        if (open != open_.end()) {
            end(step.thread, open->second, open->second.last + 1);
            open_.erase(open);
        }
        if (!step.operation.empty()) open_[step.thread] = {step.operation, index, index};
    }

    void end(int thread, const Open& open, std::size_t end) {
        slice(plain_text(open.operation), thread, open.begin, end, {});
    }

    void arrow(std::size_t index) {
        const Step& from = finding_.schedule.steps[index - 1];
        const Step& to = finding_.schedule.steps[index];
        const char* const what = to.preemption ? "preempted" : "switch";
        Json start = event("s", what, from.thread);
        start["ts"] = index - 1;
        start["id"] = fmt::format("{}.{}", id_, index);
        start["cat"] = what;
        Json finish = event("f", what, to.thread);
        finish["ts"] = index;
        finish["id"] = start["id"];
        finish["cat"] = what;
        finish["bp"] = "e";
        events_.push_back(std::move(start));
        events_.push_back(std::move(finish));
    }

    Json& events_;
    int id_;
    const report::Finding& finding_;
    std::map<int, Open> open_;
};

}  // namespace

void write_trace(const std::vector<Entry>& entries, std::ostream& out) {
    Json events = Json::array();
    int id = 0;
    for (const Entry& entry : entries)
        for (const report::Finding& finding : entry.report.findings)
            if (!finding.schedule.steps.empty()) Process(events, ++id, entry.report, finding).add();
    const Json trace = {{"traceEvents", std::move(events)}, {"displayTimeUnit", "ns"}};
    out << trace.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace contend::writers
