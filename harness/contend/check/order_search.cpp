#include <contend/check/order_search.hpp>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace contend::check {

OrderSearch::OrderSearch(SequentialModel& model, std::vector<unsigned> calls, OrderLimits limits)
    : model_(model), calls_(std::move(calls)), limits_(limits), nodes_(1) {}

Judgement OrderSearch::judge(const History& history, const Precedence& precedence) {
    history_ = &history;
    precedence_ = &precedence;
    by_return_.resize(history.size());
    std::iota(by_return_.begin(), by_return_.end(), 0u);
    std::sort(by_return_.begin(), by_return_.end(),
              [&](unsigned a, unsigned b) { return history[a].returned < history[b].returned; });
    ++number_;
    steps_ = 0;
    out_of_limits_ = false;
    dead_ends_.clear();
    explanation_.clear();
    if (explain(0, {}, 0)) {
        std::reverse(explanation_.begin(), explanation_.end());
        return Judgement::explained;
    }
    return out_of_limits_ ? Judgement::unknown : Judgement::contradicted;
}

bool OrderSearch::explain(NodeId node, const CallSet& done, std::size_t length) {
    if (length == history_->size()) return true;
    if (nodes_[node].hopeless == number_) return false;
    const std::size_t dead_ends_before = dead_ends_.size();
    bool placed_one = false;
    for (const unsigned call : by_return_) {
        if (done[call] || (precedence_->before[call] & ~done).any()) continue;
        if (++steps_ > limits_.steps_max || nodes_.size() > limits_.nodes_max) {
            out_of_limits_ = true;
            return false;
        }
        Edge edge = find(node, call);
        if (edge.to == unknown) edge = ask(node, call, done);
        if (edge.to == unreachable || edge.result != (*history_)[call].result) {
            dead_ends_.push_back({node, call, length, edge.to != unreachable});
            continue;
        }
        placed_one = true;
        CallSet with_call = done;
        with_call.set(call);
        if (explain(edge.to, with_call, length + 1)) {
            explanation_.push_back(calls_[call]);
            return true;
        }
        if (out_of_limits_) return false;
    }
    // An order that can go on somehow is told of where it ends.
    if (placed_one) {
        const auto first = dead_ends_.begin() + static_cast<std::ptrdiff_t>(dead_ends_before);
        dead_ends_.erase(std::remove_if(first, dead_ends_.end(),
                                        [node](const DeadEnd& end) { return end.node == node; }),
                         dead_ends_.end());
    }
    nodes_[node].hopeless = number_;
    return false;
}

OrderSearch::Edge OrderSearch::find(NodeId node, unsigned call) const {
    for (const Edge& edge : nodes_[node].edges)
        if (edge.call == call) return edge;
    return {};
}

// Asks for a whole order at once, as later questions are likely to be about how this one goes on.
OrderSearch::Edge OrderSearch::ask(NodeId node, unsigned call, const CallSet& done) {
    std::vector<unsigned> order = way_to(node);
    const std::size_t known = order.size();
    order.push_back(call);
    CallSet made = done;
    made.set(call);
    for (const unsigned other : by_return_)
        if (!made[other]) order.push_back(other);
    const std::vector<SequentialModel::Answer> answers = model_.run(named(order));
    // It answered before, and does not now.
    if (answers.size() < known) return {call, 0, unreachable};
    NodeId at = node;
    made = done;
    for (std::size_t i = known; i < order.size(); ++i) {
        const bool answered = i < answers.size();
        if (answered) made.set(order[i]);
        const Edge already = find(at, order[i]);
        if (already.to != unknown) {
            at = already.to;
        } else {
            const NodeId to = answered ? add(at, order[i], answers[i], made) : unreachable;
            nodes_[at].edges.push_back({order[i], answered ? answers[i].result : 0, to});
            at = to;
        }
        if (!answered || at == unreachable) break;
    }
    return find(node, call);
}

OrderSearch::NodeId OrderSearch::add(NodeId parent, unsigned call,
                                     const SequentialModel::Answer& answer, const CallSet& done) {
    const auto id = static_cast<NodeId>(nodes_.size());
    if (answer.state) {
        const auto [place, is_new] = states_.try_emplace(
            std::pair(*answer.state, done.to_string().substr(calls_max - history_->size())), id);
        if (!is_new) return place->second;
    }
    nodes_.push_back({parent, call, 0, {}});
    return id;
}

std::vector<unsigned> OrderSearch::way_to(NodeId node) const {
    std::vector<unsigned> way;
    for (; node != 0; node = nodes_[node].parent) way.push_back(nodes_[node].call);
    std::reverse(way.begin(), way.end());
    return way;
}

std::vector<unsigned> OrderSearch::named(const std::vector<unsigned>& calls) const {
    std::vector<unsigned> names;
    names.reserve(calls.size());
    for (const unsigned call : calls) names.push_back(calls_[call]);
    return names;
}

bool OrderSearch::model_repeats() {
    constexpr std::size_t orders_max = 64;
    const std::size_t orders = std::min(dead_ends_.size(), orders_max);
    for (std::size_t i = 0; i < orders; ++i) {
        std::vector<unsigned> order = way_to(dead_ends_[i].node);
        order.push_back(dead_ends_[i].next);
        const std::vector<SequentialModel::Answer> answers = model_.run(named(order));
        NodeId at = 0;
        for (std::size_t k = 0; k < order.size(); ++k) {
            const Edge edge = find(at, order[k]);
            if (edge.to == unknown) break;
            const bool returns = k < answers.size();
            if (returns != (edge.to != unreachable)) return false;
            if (!returns) break;
            if (answers[k].result != edge.result) return false;
            at = edge.to;
        }
    }
    return true;
}

bool OrderSearch::only_waits() const {
    return std::none_of(dead_ends_.begin(), dead_ends_.end(),
                        [](const DeadEnd& end) { return end.returns; });
}

std::vector<TriedOrder> OrderSearch::tried_orders(std::size_t most) const {
    std::vector<DeadEnd> longest = dead_ends_;
    std::sort(longest.begin(), longest.end(), [](const DeadEnd& a, const DeadEnd& b) {
        return std::tuple(b.length, a.node, a.next) < std::tuple(a.length, b.node, b.next);
    });
    if (longest.size() > most) longest.resize(most);
    std::vector<TriedOrder> orders;
    orders.reserve(longest.size());
    for (const DeadEnd& end : longest)
        orders.push_back({named(way_to(end.node)), calls_[end.next], end.returns});
    return orders;
}

}  // namespace contend::check
