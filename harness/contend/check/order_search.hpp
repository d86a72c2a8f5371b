#pragma once

#include <contend/check/criterion.hpp>
#include <contend/check/history.hpp>
#include <contend/check/sequential_model.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace contend::check {

enum class Judgement {
    explained,     ///< there is an order of the calls that gives their results
    contradicted,  ///< there is none
    unknown,       ///< the limits were hit first
    interactive,   ///< in every order that fits some call waits for ever: they need one another
    unrepeatable,  ///< the model gives different results for the same calls in the same order
};

struct OrderLimits {
    std::size_t steps_max = 200'000;  ///< calls placed, tried orders together, for one history
    std::size_t nodes_max = 200'000;  ///< what is kept of the model for all of them
};

/// An order that does not explain a history, as far as it does.
struct TriedOrder {
    std::vector<unsigned> calls;  ///< whose results are right in this order
    unsigned next = 0;            ///< the call that could come next, and gives something else
    bool returns = true;          ///< or does not return at all there
};

/// Looks for an order of a scenario's calls that explains what an execution's calls gave.
///
/// A depth-first search that places one call after the other, with those configurations remembered
/// from which it leads nowhere: Wing and Gong, Testing and Verifying Concurrent Objects, JPDC 1993,
/// section 4; Lowe, Testing for linearizability, CCPE 2017, section 3. What the model answers is kept
/// for all executions of the scenario, as a tree of orders, or, where the model tells its state, a
/// graph of states; so the model runs rarely. Not thread-safe.
class OrderSearch {
public:
    /// For histories whose call i is the model's call `calls[i]`. `model` must outlive this.
    OrderSearch(SequentialModel& model, std::vector<unsigned> calls, OrderLimits limits = {});

    Judgement judge(const History& history, const Precedence& precedence);

    /// After an explanation: the order that explains.
    const std::vector<unsigned>& explanation() const { return explanation_; }

    /// After a contradiction: whether the model gives again what it gave, in up to 64 orders.
    bool model_repeats();

    /// After a contradiction: whether no call ever gave anything else, but some did not return.
    bool only_waits() const;

    /// After a contradiction: how many orders there are in which all but the last call are right, and
    /// up to `most` of them, the longest first.
    std::size_t tried() const { return dead_ends_.size(); }
    std::vector<TriedOrder> tried_orders(std::size_t most) const;

private:
    using NodeId = std::uint32_t;
    static constexpr NodeId unknown = ~NodeId{0};       // the model has not been asked
    static constexpr NodeId unreachable = unknown - 1;  // the call does not return here

    struct Edge {
        unsigned call = 0;
        std::uint64_t result = 0;
        NodeId to = unknown;
    };

    // A point that orders pass: calls that were made, by one way to get here.
    struct Node {
        NodeId parent = 0;
        unsigned call = 0;  // the last one
        std::uint64_t hopeless =
            0;  // number of the last history that can not be explained from here
        std::vector<Edge> edges;
    };

    struct DeadEnd {
        NodeId node;
        unsigned next;
        std::size_t length;
        bool returns;
    };

    bool explain(NodeId node, const CallSet& done, std::size_t length);
    Edge ask(NodeId node, unsigned call, const CallSet& done);
    Edge find(NodeId node, unsigned call) const;
    NodeId add(NodeId parent, unsigned call, const SequentialModel::Answer& answer,
               const CallSet& done);
    std::vector<unsigned> way_to(NodeId node) const;
    std::vector<unsigned> named(const std::vector<unsigned>& calls) const;

    SequentialModel& model_;
    std::vector<unsigned> calls_;
    OrderLimits limits_;
    std::vector<Node> nodes_;
    std::map<std::pair<std::uint64_t, std::string>, NodeId> states_;

    // Of the history that is being judged.
    const History* history_ = nullptr;
    const Precedence* precedence_ = nullptr;
    std::vector<unsigned> by_return_;  // the order to try first
    std::uint64_t number_ = 0;
    std::size_t steps_ = 0;
    bool out_of_limits_ = false;
    std::vector<unsigned> explanation_;
    std::vector<DeadEnd> dead_ends_;
};

}  // namespace contend::check
