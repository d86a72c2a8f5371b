#include <contend/check/history_check.hpp>

#include <contend/base/attributes.hpp>

#include <algorithm>

namespace contend::check {

HistoryCheck::HistoryCheck(SequentialModel& model, Criterion criterion,
                           const std::vector<unsigned>& parts, OrderLimits limits)
    : criterion_(criterion) {
    std::unordered_map<unsigned, std::size_t> places;
    for (unsigned call = 0; call < parts.size(); ++call) {
        const unsigned part = criterion == Criterion::sequential ? 0 : parts[call];
        const auto [place, is_new] = places.try_emplace(part, parts_.size());
        if (is_new) parts_.emplace_back();
        parts_[place->second].calls.push_back(call);
    }
    for (Part& part : parts_) {
        part.search = std::make_unique<OrderSearch>(model, part.calls, limits);
        if (criterion == Criterion::linearizable && part.calls.size() <= calls_max)
            part.known = std::make_unique<KnownOrders>(model, part.calls);
        if (part.known != nullptr) orders_.push_back(part.known.get());
    }
    if (orders_.size() == parts_.size()) orders_count_ = orders_.size();
    raw_orders_ = orders_.data();
}

Judgement HistoryCheck::judge(const History& history) {
    if (is_explained_by_known_orders(history.data())) return Judgement::explained;
    if (criterion_ == Criterion::none) return Judgement::explained;
    if (unrepeatable_) return Judgement::unrepeatable;
    // To name a long history as a whole would take longer than to judge its parts.
    if (history.size() > calls_max) return judge_anew(history);
    const std::uint64_t fingerprint = fingerprint_of(history, criterion_);
    if (const auto known = known_.find(fingerprint); known != known_.end()) return known->second;
    const Judgement judgement = judge_anew(history);
    // One that is contradicted ends the search, and its orders must be there to be told of.
    if (judgement != Judgement::contradicted && known_.size() < known_max)
        known_.emplace(fingerprint, judgement);
    return judgement;
}

// Not instrumented: this is all that most executions pay for being judged.
CONTEND_UNSEEN bool HistoryCheck::is_explained_by_known_orders(const Call* history) {
    for (std::size_t i = 0; i < orders_count_; ++i)
        if (!raw_orders_[i]->explain(history)) return false;
    return orders_count_ != 0;
}

Judgement HistoryCheck::judge_anew(const History& history) {
    contradicted_ = nullptr;
    Judgement worst = Judgement::explained;
    for (Part& part : parts_) {
        const Judgement judgement = judge_part(part, history);
        if (judgement == Judgement::contradicted) contradicted_ = &part;
        if (judgement == Judgement::contradicted || judgement == Judgement::unrepeatable)
            return judgement;
        if (judgement != Judgement::explained) worst = judgement;
    }
    return worst;
}

Judgement HistoryCheck::judge_part(Part& part, const History& history) {
    if (part.calls.size() > calls_max) return Judgement::unknown;
    if (part.known != nullptr && part.known->explain_anew(history.data()))
        return Judgement::explained;
    History of_part;
    of_part.reserve(part.calls.size());
    for (const unsigned call : part.calls) of_part.push_back(history[call]);
    const Judgement judgement = part.search->judge(of_part, precedence_of(of_part, criterion_));
    if (judgement == Judgement::explained && part.known != nullptr)
        part.known->learn(part.search->explanation());
    if (judgement != Judgement::contradicted) return judgement;
    // Threads that meet at a barrier, say: no order of their calls could be right.
    if (part.search->only_waits()) return Judgement::interactive;
    if (part.search->model_repeats()) return judgement;
    unrepeatable_ = true;
    orders_count_ = 0;
    return Judgement::unrepeatable;
}

std::size_t HistoryCheck::tried() const {
    return contradicted_ == nullptr ? 0 : contradicted_->search->tried();
}

std::vector<TriedOrder> HistoryCheck::tried_orders(std::size_t most) const {
    if (contradicted_ == nullptr) return {};
    return contradicted_->search->tried_orders(most);
}

}  // namespace contend::check
