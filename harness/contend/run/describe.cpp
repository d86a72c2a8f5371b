#include <contend/run/describe.hpp>

#include <contend/report/frames.hpp>
#include <contend/run/steps.hpp>

#include <fmt/format.h>
#include <algorithm>

namespace contend::run {
namespace {

// Calls of a thread are numbered from 1; those of thread 0 through its initial and its final part.
std::vector<report::Call> calls_of(const Target& target, const std::vector<scenario::Call>& calls,
                                   unsigned thread, unsigned first, const Outcome& outcome) {
    std::vector<report::Call> shown;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const unsigned number = first + static_cast<unsigned>(i) + 1;
        report::Call call{.text = target.subject->show(calls[i])};
        const auto result = std::find_if(
            outcome.results.begin(), outcome.results.end(), [&](const auto& candidate) {
                return candidate.thread == thread && candidate.operation == number;
            });
        if (result != outcome.results.end()) {
            call.result = result->text;
            call.began = result->called;
            call.returned = result->returned;
        } else {
            call.unfinished = !outcome.trace.empty();
        }
        shown.push_back(std::move(call));
    }
    return shown;
}

report::Scenario scenario_of(const Target& target, const scenario::Plan& plan,
                             const Outcome& outcome) {
    report::Scenario shown;
    shown.initial = calls_of(target, plan.initial, 0, 0, outcome);
    for (std::size_t i = 0; i < plan.threads.size(); ++i) {
        const int id = static_cast<int>(i) + 1;
        shown.threads.push_back(
            {.id = id,
             .calls = calls_of(target, plan.threads[i], static_cast<unsigned>(id), 0, outcome)});
    }
    shown.final =
        calls_of(target, plan.final, 0, static_cast<unsigned>(plan.initial.size()), outcome);
    return shown;
}

std::string operation_text(const report::Scenario& scenario, unsigned thread, unsigned operation) {
    if (operation == 0) return {};
    const std::size_t index = operation - 1;
    if (thread != 0) {
        if (thread > scenario.threads.size()) return {};
        const auto& calls = scenario.threads[thread - 1].calls;
        return index < calls.size() ? calls[index].text : std::string();
    }
    if (index < scenario.initial.size()) return scenario.initial[index].text;
    const std::size_t in_final = index - scenario.initial.size();
    return in_final < scenario.final.size() ? scenario.final[in_final].text : std::string();
}

// The calls of a scenario in the order in which a worker numbers them.
std::vector<const report::Call*> numbered(const report::Scenario& scenario) {
    std::vector<const report::Call*> calls;
    for (const report::Call& call : scenario.initial) calls.push_back(&call);
    for (const report::ScenarioThread& thread : scenario.threads)
        for (const report::Call& call : thread.calls) calls.push_back(&call);
    for (const report::Call& call : scenario.final) calls.push_back(&call);
    return calls;
}

std::string conflict_of(const history::TriedOrder& tried, const report::Call& next) {
    if (!tried.returns) return fmt::format("{} does not return there, but did", next.text);
    if (tried.result.empty() || next.result.empty())
        return fmt::format("{} gives something else there", next.text);
    return fmt::format("{} gives {} there, but gave {}", next.text, tried.result.c_str(),
                       next.result);
}

report::Orders orders_of(const report::Scenario& scenario, const Outcome& outcome) {
    const std::vector<const report::Call*> calls = numbered(scenario);
    report::Orders orders{.tried = outcome.orders_tried};
    for (const history::TriedOrder& tried : outcome.orders) {
        report::TriedOrder& shown = orders.shown.emplace_back();
        shown.omitted = tried.omitted;
        for (unsigned i = 0; i < tried.count; ++i) {
            const report::Call& call = *calls.at(tried.calls[i]);
            shown.calls.push_back(call.result.empty() ? call.text : call.text + ": " + call.result);
        }
        shown.conflict = conflict_of(tried, *calls.at(tried.next));
    }
    return orders;
}

// A stack of a thread that has but one call can say which one it is.
void name_calls(report::Finding& finding) {
    for (report::Stack& stack : finding.stacks) {
        if (!stack.thread || *stack.thread < 1) continue;
        const auto index = static_cast<std::size_t>(*stack.thread - 1);
        if (index >= finding.scenario.threads.size()) continue;
        const auto& calls = finding.scenario.threads[index].calls;
        if (calls.size() == 1) stack.title += " in " + calls.front().text;
    }
}

}  // namespace

CallTexts call_texts(const Target& target, const scenario::Plan& plan) {
    report::Scenario scenario;
    if (target.subject != nullptr) scenario = scenario_of(target, plan, Outcome());
    return [scenario = std::move(scenario)](unsigned thread, unsigned operation) {
        return operation_text(scenario, thread, operation);
    };
}

report::Finding describe(const Target& target, const scenario::Plan& plan, const Outcome& outcome,
                         const Diagnosis& diagnosis) {
    report::Finding finding;
    finding.kind = diagnosis.kind;
    finding.summary = diagnosis.summary;
    finding.signature = diagnosis.signature;
    finding.stacks = diagnosis.stacks;
    finding.output = outcome.output;
    if (target.subject != nullptr) finding.scenario = scenario_of(target, plan, outcome);
    finding.orders = orders_of(finding.scenario, outcome);
    name_calls(finding);
    finding.schedule.preemptions = outcome.preemptions;
    const auto call = [&finding](unsigned thread, unsigned operation) {
        return operation_text(finding.scenario, thread, operation);
    };
    finding.schedule.steps = steps_of(outcome, target.first_thread(), call);
    for (const report::Step& step : finding.schedule.steps)
        finding.schedule.switches += step.switched ? 1 : 0;
    finding.schedule.omitted = outcome.trace_total - outcome.trace.size();
    return finding;
}

}  // namespace contend::run
