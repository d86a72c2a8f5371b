#pragma once

#include <contend/check/criterion.hpp>
#include <contend/check/history.hpp>
#include <contend/check/known_orders.hpp>
#include <contend/check/order_search.hpp>
#include <contend/check/sequential_model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace contend::check {

/// Judges the histories of one scenario. One that an order explains which explained another before
/// costs next to nothing, if it is to be linearizable; one that was seen before, and has no more than
/// calls_max calls, a look into a table. What is new, and all that is not explained, is for OrderSearch.
///
/// Calls in different `parts` do not influence one another (they are about different keys of a map),
/// so each part is judged by itself, which is right for linearizability and quiescent consistency:
/// Horn and Kroening, Faster Linearizability Checking via P-Compositionality, FORTE 2015, section 4.
/// Sequential consistency has no such parts. Not thread-safe.
class HistoryCheck {
public:
    /// `parts[i]` says which part call i belongs to. `model` must outlive this.
    HistoryCheck(SequentialModel& model, Criterion criterion, const std::vector<unsigned>& parts,
                 OrderLimits limits = {});

    /// The history must have as many calls as there were parts. A scenario whose model turned out not
    /// to repeat itself is not judged any more.
    Judgement judge(const History& history);

    /// After a contradiction: the orders that were tried, for the part that has none that fits.
    std::size_t tried() const;
    std::vector<TriedOrder> tried_orders(std::size_t most) const;

private:
    struct Part {
        std::vector<unsigned> calls;
        std::unique_ptr<OrderSearch> search;
        std::unique_ptr<KnownOrders> known;  ///< null where they are of no use
    };

    bool is_explained_by_known_orders(const Call* history);
    Judgement judge_anew(const History& history);
    Judgement judge_part(Part& part, const History& history);

    static constexpr std::size_t known_max = 100'000;  // histories

    Criterion criterion_;
    std::vector<Part> parts_;
    std::vector<KnownOrders*> orders_;          // of all parts, or none
    KnownOrders* const* raw_orders_ = nullptr;  // the same as raw memory
    std::size_t orders_count_ = 0;
    std::unordered_map<std::uint64_t, Judgement> known_;
    const Part* contradicted_ = nullptr;
    bool unrepeatable_ = false;
};

}  // namespace contend::check
