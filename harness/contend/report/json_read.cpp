#include <contend/report/error.hpp>
#include <contend/report/json.hpp>
#include <contend/report/json_fields.hpp>

namespace contend::report {
namespace {

constexpr Presence required = Presence::required;
constexpr Presence optional = Presence::optional;

void read_frame(Fields& fields, Frame& frame) {
    fields.read("function", optional, frame.function);
    fields.read("file", optional, frame.file);
    fields.read("line", optional, frame.line);
    fields.read("column", optional, frame.column);
    fields.read("module", optional, frame.module);
    fields.read("offset", optional, frame.offset);
    fields.read("user", optional, frame.user);
}

void read_stack(Fields& fields, Stack& stack) {
    fields.read("title", optional, stack.title);
    if (fields.has("thread")) fields.read("thread", optional, stack.thread.emplace());
    fields.read_list("frames", optional, stack.frames, read_frame);
}

void read_call(Fields& fields, Call& call) {
    fields.read("text", required, call.text);
    fields.read("result", optional, call.result);
    fields.read("unfinished", optional, call.unfinished);
    fields.read("began", optional, call.began);
    fields.read("returned", optional, call.returned);
}

void read_scenario_thread(Fields& fields, ScenarioThread& thread) {
    fields.read("id", required, thread.id);
    fields.read("name", optional, thread.name);
    fields.read_list("calls", optional, thread.calls, read_call);
}

void read_scenario(Fields& fields, Scenario& scenario) {
    fields.read_list("initial", optional, scenario.initial, read_call);
    fields.read_list("threads", optional, scenario.threads, read_scenario_thread);
    fields.read_list("final", optional, scenario.final, read_call);
}

void read_object_state(Fields& fields, ObjectState& state) {
    fields.read("object", required, state.object);
    fields.read("state", required, state.state);
}

void read_step(Fields& fields, Step& step) {
    fields.read("thread", required, step.thread);
    fields.read("event", optional, step.event);
    fields.read("operation", optional, step.operation);
    fields.read_object("frame", optional, step.frame, read_frame);
    fields.read("switched", optional, step.switched);
    fields.read("preemption", optional, step.preemption);
    fields.read_list("objects", optional, step.objects, read_object_state);
}

void read_schedule(Fields& fields, Schedule& schedule) {
    fields.read("preemptions", optional, schedule.preemptions);
    fields.read("minimal", optional, schedule.minimal);
    fields.read("switches", optional, schedule.switches);
    fields.read("omitted", optional, schedule.omitted);
    fields.read_list("steps", optional, schedule.steps, read_step);
}

void read_tried_order(Fields& fields, TriedOrder& order) {
    fields.read("calls", optional, order.calls);
    fields.read("omitted", optional, order.omitted);
    fields.read("conflict", optional, order.conflict);
}

void read_orders(Fields& fields, Orders& orders) {
    fields.read("tried", optional, orders.tried);
    fields.read_list("shown", optional, orders.shown, read_tried_order);
}

void read_confirmed(Fields& fields, Confirmed& confirmed) {
    fields.read("times", required, confirmed.times);
    fields.read("of", required, confirmed.of);
}

void read_tolerated(Fields& fields, Tolerated& tolerated) {
    fields.read("reason", optional, tolerated.reason);
    fields.read("pattern", optional, tolerated.pattern);
    fields.read("count", optional, tolerated.count);
}

void read_finding(Fields& fields, Finding& finding) {
    fields.read_name("kind", required, finding.kind, kind_from);
    fields.read("summary", required, finding.summary);
    fields.read("token", optional, finding.token);
    fields.read("signature", optional, finding.signature);
    fields.read_object("confirmed", optional, finding.confirmed, read_confirmed);
    if (fields.has("tolerated")) {
        fields.read_object("tolerated", optional, finding.tolerated.emplace(), read_tolerated);
    }
    fields.read("output", optional, finding.output);
    fields.read_list("frames", optional, finding.stacks, read_stack);
    fields.read_object("scenario", optional, finding.scenario, read_scenario);
    fields.read_object("schedule", optional, finding.schedule, read_schedule);
    fields.read_object("orders", optional, finding.orders, read_orders);
}

void read_extent(Fields& fields, Extent& extent) {
    fields.read("threads", optional, extent.threads);
    fields.read("operations", optional, extent.operations);
    fields.read("preemptions", optional, extent.preemptions);
}

void read_accepted(Fields& fields, Accepted& accepted) {
    fields.read("candidate", required, accepted.candidate);
    read_extent(fields, accepted.extent);
}

void read_shrink(Fields& fields, Shrink& shrink) {
    fields.read("candidates", optional, shrink.candidates);
    fields.read_object("original", optional, shrink.original, read_extent);
    fields.read_object("final", optional, shrink.final, read_extent);
    fields.read_list("accepted", optional, shrink.accepted, read_accepted);
}

void read_stats(Fields& fields, Stats& stats) {
    fields.read("scenarios", optional, stats.scenarios);
    fields.read("scenarios_exhausted", optional, stats.scenarios_exhausted);
    fields.read("executions", optional, stats.executions);
    fields.read("interleavings", optional, stats.interleavings);
    fields.read("interleavings_at_least", optional, stats.interleavings_at_least);
    if (fields.has("interleavings_estimate"))
        fields.read("interleavings_estimate", optional, stats.interleavings_estimate.emplace());
    if (fields.has("new_probability"))
        fields.read("new_probability", optional, stats.new_probability.emplace());
    fields.read("scheduling_points", optional, stats.scheduling_points);
    fields.read("seconds", optional, stats.seconds);
    fields.read("strategy", optional, stats.strategy);
    fields.read("shards", optional, stats.shards);
    fields.read("exhausted", optional, stats.exhausted);
    if (fields.has("preemption_bound"))
        fields.read("preemption_bound", optional, stats.preemption_bound.emplace());
    fields.read("workers_killed", optional, stats.workers_killed);
    fields.read_object("shrink", optional, stats.shrink, read_shrink);
}

void read_lock_use(Fields& fields, LockUse& use) {
    fields.read_list("places", optional, use.places, read_frame);
    fields.read("objects", optional, use.objects);
    fields.read("acquisitions", optional, use.acquisitions);
    fields.read("contended", optional, use.contended);
    fields.read("held_points", optional, use.held_points);
    fields.read("held_points_most", optional, use.held_points_most);
    fields.read("allocations", optional, use.allocations);
}

void read_conflict(Fields& fields, Conflict& conflict) {
    fields.read("waiting", required, conflict.waiting);
    fields.read("holding", required, conflict.holding);
    fields.read("count", optional, conflict.count);
}

void read_contention(Fields& fields, Contention& contention) {
    fields.read("executions", required, contention.executions);
    fields.read("threads", optional, contention.threads);
    fields.read_list("locks", optional, contention.locks, read_lock_use);
    fields.read_list("conflicts", optional, contention.conflicts, read_conflict);
}

void read_environment(Fields& fields, Environment& environment) {
    fields.read("contend_version", optional, environment.contend_version);
    fields.read("compiler", optional, environment.compiler);
    fields.read("tsan_runtime", optional, environment.tsan_runtime);
    fields.read("context", optional, environment.context);
    fields.read("build_id", optional, environment.build_id);
    fields.read("platform", optional, environment.platform);
}

void read_report(Fields& fields, Report& report) {
    fields.read("subject", required, report.subject);
    fields.read_name("verdict", required, report.verdict, verdict_from);
    fields.read("reason", optional, report.reason);
    fields.read("harness_error", optional, report.harness_error);
    if (fields.has("expected")) {
        fields.read_name("expected", optional, report.expected, kind_from);
    }
    fields.read("replay_command", optional, report.replay_command);
    fields.read_object("stats", required, report.stats, read_stats);
    fields.read_object("contention", optional, report.contention, read_contention);
    fields.read_object("environment", required, report.environment, read_environment);
    fields.read_list("findings", required, report.findings, read_finding);
}

/// Why the document is not a report of this version; empty when it is. The id's text is not quoted
/// back: it is foreign and may be anything.
std::string schema_mismatch(const nlohmann::json& document) {
    const std::string reads = "this contend reads " + std::string{schema_id};
    if (!document.is_object() || !document.contains("schema") || !document["schema"].is_string()) {
        return "it has no schema id, so it is not a contend report (" + reads + ")";
    }
    const std::string& schema = document["schema"].get_ref<const std::string&>();
    if (schema == schema_id) return {};
    if (schema.rfind("contend.report/", 0) == 0) {
        return "it is another version of the report format (" + reads +
               "); use the contend that wrote it";
    }
    return "its schema is not a contend report's (" + reads + ")";
}

base::Result<Report> report_of(const nlohmann::json& document) {
    std::string error = schema_mismatch(document);
    if (!error.empty()) return error_of(error);
    Report report;
    Fields fields{document, "", error};
    read_report(fields, report);
    if (error.empty()) error = inconsistency(report);
    if (!error.empty()) return error_of(error);
    return report;
}

}  // namespace

base::Result<Report> read_json(std::string_view text) {
    if (text.size() > report_bytes_max)
        return error_of("it is larger than any contend report (64 MiB)");
    try {
        return report_of(nlohmann::json::parse(text));
    } catch (const nlohmann::json::parse_error& error) {
        return error_of("it is not valid JSON (near byte " + std::to_string(error.byte) +
                        "); was it cut off?");
    } catch (const nlohmann::json::exception&) {
        // Numbers beyond a double's range are reported this way.
        return error_of("it is not valid JSON (a number is out of range)");
    }
}

}  // namespace contend::report
