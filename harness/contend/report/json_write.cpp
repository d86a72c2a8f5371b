#include <contend/report/json.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace contend::report {
namespace {

// Ordered: people read these files too, and the verdict belongs at the top.
using Json = nlohmann::ordered_json;

Json json_of(const Frame& frame);
Json json_of(const Stack& stack);
Json json_of(const Call& call);
Json json_of(const ScenarioThread& thread);
Json json_of(const ObjectState& state);
Json json_of(const Step& step);
Json json_of(const TriedOrder& order);
Json json_of(const Finding& finding);
Json json_of(const Accepted& accepted);
Json json_of(const LockUse& use);
Json json_of(const Conflict& conflict);

template <class Value> Json list_of(const std::vector<Value>& values) {
    Json list = Json::array();
    for (const Value& value : values) list.push_back(json_of(value));
    return list;
}

Json json_of(const Frame& frame) {
    Json json{{"function", frame.function}, {"file", frame.file}, {"line", frame.line}};
    // A long schedule has thousands of frames; what is not known is left out.
    if (frame.column != 0) json["column"] = frame.column;
    if (!frame.module.empty()) json["module"] = frame.module;
    if (frame.offset != 0) json["offset"] = frame.offset;
    if (frame.user) json["user"] = true;
    return json;
}

Json json_of(const Stack& stack) {
    Json json{{"title", stack.title}};
    if (stack.thread) json["thread"] = *stack.thread;
    json["frames"] = list_of(stack.frames);
    return json;
}

Json json_of(const Call& call) {
    Json json{{"text", call.text}, {"result", call.result}};
    if (call.unfinished) json["unfinished"] = true;
    if (call.began != 0) json["began"] = call.began;
    if (call.returned != 0) json["returned"] = call.returned;
    return json;
}

Json json_of(const ScenarioThread& thread) {
    return {{"id", thread.id}, {"name", thread.name}, {"calls", list_of(thread.calls)}};
}

Json json_of(const Scenario& scenario) {
    return {{"initial", list_of(scenario.initial)},
            {"threads", list_of(scenario.threads)},
            {"final", list_of(scenario.final)}};
}

Json json_of(const ObjectState& state) {
    return {{"object", state.object}, {"state", state.state}};
}

Json json_of(const Step& step) {
    Json json{{"thread", step.thread}, {"event", step.event}, {"operation", step.operation}};
    json["frame"] = json_of(step.frame);
    if (step.switched) json["switched"] = true;
    if (step.preemption) json["preemption"] = true;
    if (!step.objects.empty()) json["objects"] = list_of(step.objects);
    return json;
}

Json json_of(const Schedule& schedule) {
    return {{"preemptions", schedule.preemptions},
            {"minimal", schedule.minimal},
            {"switches", schedule.switches},
            {"omitted", schedule.omitted},
            {"steps", list_of(schedule.steps)}};
}

Json json_of(const TriedOrder& order) {
    return {{"calls", order.calls}, {"omitted", order.omitted}, {"conflict", order.conflict}};
}

Json json_of(const Orders& orders) {
    return {{"tried", orders.tried}, {"shown", list_of(orders.shown)}};
}

Json json_of(const std::optional<Tolerated>& tolerated) {
    if (!tolerated) return nullptr;
    return {{"reason", tolerated->reason},
            {"pattern", tolerated->pattern},
            {"count", tolerated->count}};
}

Json json_of(const Finding& finding) {
    Json json{{"kind", to_string(finding.kind)},
              {"summary", finding.summary},
              {"token", finding.token},
              {"signature", finding.signature},
              {"confirmed", {{"times", finding.confirmed.times}, {"of", finding.confirmed.of}}},
              {"tolerated", json_of(finding.tolerated)},
              {"output", finding.output},
              {"frames", list_of(finding.stacks)},
              {"scenario", json_of(finding.scenario)},
              {"schedule", json_of(finding.schedule)}};
    if (finding.orders != Orders{}) json["orders"] = json_of(finding.orders);
    return json;
}

Json json_of(const Extent& extent) {
    return {{"threads", extent.threads},
            {"operations", extent.operations},
            {"preemptions", extent.preemptions}};
}

Json json_of(const Accepted& accepted) {
    Json json{{"candidate", accepted.candidate}};
    json.update(json_of(accepted.extent));
    return json;
}

Json json_of(const Shrink& shrink) {
    return {{"candidates", shrink.candidates},
            {"original", json_of(shrink.original)},
            {"final", json_of(shrink.final)},
            {"accepted", list_of(shrink.accepted)}};
}

template <class Number> Json json_of(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json json_of(const Stats& stats) {
    Json json{{"scenarios", stats.scenarios},
              {"scenarios_exhausted", stats.scenarios_exhausted},
              {"executions", stats.executions},
              {"interleavings", stats.interleavings},
              {"interleavings_at_least", stats.interleavings_at_least},
              {"interleavings_estimate", json_of(stats.interleavings_estimate)},
              {"new_probability", json_of(stats.new_probability)},
              {"scheduling_points", stats.scheduling_points},
              {"seconds", std::isfinite(stats.seconds) ? stats.seconds : 0.0},
              {"strategy", stats.strategy},
              {"exhausted", stats.exhausted},
              {"preemption_bound", json_of(stats.preemption_bound)},
              {"workers_killed", stats.workers_killed},
              {"shrink", json_of(stats.shrink)}};
    if (!stats.shards.empty()) json["shards"] = stats.shards;
    return json;
}

Json json_of(const LockUse& use) {
    return {{"places", list_of(use.places)},    {"objects", use.objects},
            {"acquisitions", use.acquisitions}, {"contended", use.contended},
            {"held_points", use.held_points},   {"held_points_most", use.held_points_most},
            {"allocations", use.allocations}};
}

Json json_of(const Conflict& conflict) {
    return {
        {"waiting", conflict.waiting}, {"holding", conflict.holding}, {"count", conflict.count}};
}

Json json_of(const Contention& contention) {
    return {{"executions", contention.executions},
            {"threads", contention.threads},
            {"locks", list_of(contention.locks)},
            {"conflicts", list_of(contention.conflicts)}};
}

Json json_of(const Environment& environment) {
    return {{"contend_version", environment.contend_version},
            {"compiler", environment.compiler},
            {"tsan_runtime", environment.tsan_runtime},
            {"context", environment.context},
            {"build_id", environment.build_id},
            {"platform", environment.platform}};
}

}  // namespace

std::string write_json(const Report& report) {
    Json json{{"schema", schema_id},
              {"subject", report.subject},
              {"verdict", to_string(report.verdict)},
              {"reason", report.reason},
              {"harness_error", report.harness_error}};
    json["expected"] = nullptr;
    if (report.expected) json["expected"] = to_string(*report.expected);
    json["replay_command"] = report.replay_command;
    json["stats"] = json_of(report.stats);
    if (report.contention.executions != 0) json["contention"] = json_of(report.contention);
    json["environment"] = json_of(report.environment);
    json["findings"] = list_of(report.findings);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace contend::report
