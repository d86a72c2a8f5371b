#include <contend/run/results_judge.hpp>

#include <contend/run/worker.hpp>
#include <contend/worker/apart.hpp>
#include <contend/worker/run.hpp>

#include <cxxabi.h>
#include <fmt/format.h>
#include <algorithm>

namespace contend::run {
namespace {

struct Run {
    const scenario::Sequential& sequential;
    const std::vector<unsigned>& calls;
    std::vector<check::SequentialModel::Answer>& answers;
    std::vector<std::string>* texts;
};

void make_calls(const Run& run, void* object) {
    for (const unsigned call : run.calls) {
        const scenario::Step& step = run.sequential.calls[call];
        std::string text;
        const std::uint64_t result =
            step.run(step.closure, object, {step.judged, run.texts != nullptr ? &text : nullptr});
        if (run.texts != nullptr) run.texts->push_back(std::move(text));
        run.answers.push_back({result, run.sequential.state.of(object)});
    }
}

// What throws ends the calls that could be made; a thread that is ended ends.
void* run_in_order(void* argument) {
    const Run& run = *static_cast<const Run*>(argument);
    void* object = nullptr;
    try {
        object = run.sequential.construction.create();
        make_calls(run, object);
    } catch (const abi::__forced_unwind&) {
        throw;
    } catch (...) {
    }
    if (object != nullptr) run.sequential.construction.destroy(object);
    return nullptr;
}

}  // namespace

std::vector<SequentialCalls::Answer> SequentialCalls::run(const std::vector<unsigned>& calls,
                                                          std::vector<std::string>* texts) {
    std::vector<Answer> answers;
    if (left_behind_ == worker::left_behind_max) {
        gave_up_ = true;
        return answers;
    }
    answers.reserve(calls.size());
    Run run{sequential_, calls, answers, texts};
    if (!worker::run_apart(run_in_order, &run)) ++left_behind_;
    return answers;
}

std::vector<SequentialCalls::Answer> SequentialCalls::run(const std::vector<unsigned>& calls) {
    return run(calls, nullptr);
}

std::vector<std::string> SequentialCalls::show(const std::vector<unsigned>& calls) {
    std::vector<std::string> texts;
    texts.reserve(calls.size());
    run(calls, &texts);
    return texts;
}

ResultsJudge::ResultsJudge(const scenario::Bound& bound)
    : criterion_(bound.sequential().criterion),
      model_(bound.sequential()),
      history_(bound.sequential().calls.size()),
      check_(model_, criterion_, bound.sequential().parts) {}

worker::Body ResultsJudge::body() {
    if (!judges()) return {};
    return {[](void* judge) { static_cast<ResultsJudge*>(judge)->judge(); }, this};
}

void ResultsJudge::judge() {
    const check::Judgement judgement = check_.judge(history_);
    if (judgement == check::Judgement::explained) return;
    worker::Board& board = *worker::own_board();
    if (judgement == check::Judgement::contradicted && !model_.gave_up()) {
        if (worker::results_wanted()) tell_orders();
        return note_incident(history::IncidentKind::results,
                             fmt::format("the results are not {}: no order of the calls gives them",
                                         check::words_for(criterion_)),
                             "");
    }
    ++board.unjudged;
    board.unjudged_reason = base::FixedString<200>(reason_for(judgement));
}

const char* ResultsJudge::reason_for(check::Judgement judgement) const {
    if (model_.gave_up()) return "too many orders of the calls wait for ever: give a .model()";
    switch (judgement) {
        case check::Judgement::unrepeatable:
            return "run alone, the operations give different results each time: declare those "
                   ".unjudged(), or give a .model()";
        case check::Judgement::interactive:
            return "made one after the other, the calls wait for ever: if they need one another, "
                   "use "
                   ".criterion(contend::check::Criterion::none)";
        default:
            return "there are too many orders of the calls: use fewer calls, .keyed(), or a "
                   ".model() "
                   "that tells its .state()";
    }
}

void ResultsJudge::tell_orders() {
    worker::Board& board = *worker::own_board();
    board.orders_tried = check_.tried();
    for (const check::TriedOrder& tried : check_.tried_orders(worker::Board::orders_max)) {
        history::TriedOrder& told = board.orders[board.order_count++];
        told = {};
        const std::size_t shown =
            std::min<std::size_t>(tried.calls.size(), history::TriedOrder::calls_max);
        told.omitted = static_cast<std::uint16_t>(tried.calls.size() - shown);
        told.count = static_cast<std::uint16_t>(shown);
        for (std::size_t i = 0; i < shown; ++i)
            told.calls[i] = static_cast<std::uint16_t>(tried.calls[told.omitted + i]);
        told.next = static_cast<std::uint16_t>(tried.next);
        told.returns = tried.returns;
        if (!tried.returns) continue;
        std::vector<unsigned> order = tried.calls;
        order.push_back(tried.next);
        const std::vector<std::string> texts = model_.show(order);
        if (texts.size() == order.size())
            told.result = base::FixedString<120>(texts.back().c_str());
    }
}

}  // namespace contend::run
