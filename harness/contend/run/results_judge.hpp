#pragma once

#include <contend/check/history_check.hpp>
#include <contend/scenario/bound.hpp>
#include <contend/worker/task.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace contend::run {

/// The calls of a scenario made one after the other, by a worker between two executions, on the subject
/// itself or its model.
class SequentialCalls final : public check::SequentialModel {
public:
    explicit SequentialCalls(const scenario::Sequential& sequential) : sequential_(sequential) {}

    std::vector<Answer> run(const std::vector<unsigned>& calls) override;
    std::vector<std::string> show(const std::vector<unsigned>& calls) override;

    bool reads_only(unsigned call) const override { return sequential_.calls[call].reads_only; }

    /// Whether it was asked, and did not run any more: too many calls have waited for ever.
    bool gave_up() const { return gave_up_; }

private:
    std::vector<Answer> run(const std::vector<unsigned>& calls, std::vector<std::string>* texts);

    const scenario::Sequential& sequential_;
    unsigned left_behind_ = 0;
    bool gave_up_ = false;
};

/// Judges the results of each execution of a bound plan. Lives where the executions run; what it finds
/// goes to the worker's board.
class ResultsJudge {
public:
    explicit ResultsJudge(const scenario::Bound& bound);

    /// False when nothing is to be judged: then nothing need be noted either.
    bool judges() const { return criterion_ != check::Criterion::none; }

    /// Where call `index`, numbered as in scenario::Sequential, and those after it are noted.
    check::Call* calls_from(std::size_t index) { return history_.data() + index; }

    /// To be called after each execution whose calls all returned.
    worker::Body body();

private:
    void judge();
    void tell_orders();
    const char* reason_for(check::Judgement judgement) const;

    check::Criterion criterion_;
    SequentialCalls model_;
    check::History history_;
    check::HistoryCheck check_;
};

}  // namespace contend::run
