#pragma once

#include <contend/check/history.hpp>
#include <contend/check/sequential_model.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace contend::check {

/// The orders of a scenario's calls that have explained histories, with what each call gives in them:
/// most histories are explained by one of these, and to look costs neither the model nor a search.
///
/// An order here is one of the calls that may change something. For those that only read it holds what
/// each of them would give before, between and after the others; one run of the model tells that, but for
/// what is known from an order that begins alike. Whether an order explains a history is then decided
/// exactly: the results of the changing calls must be those of the order, and none of them may have
/// returned before one that is ahead of it was called; and every reading call is put at the first place
/// where it gives its result, behind what returned before it was called. If it fits anywhere it does so
/// there, since a later place only leaves less to those after it.
///
/// So a scenario of nine calls, four of which change something, has 12 orders at most where one thread
/// makes two of these and two others one each; with the reading calls placed it has thousands.
///
/// That a call only reads is tried: the first `trials` orders are run once more, each call once and in a
/// place of its own. If anything differs, all calls are taken for changing ones; so they are where to read
/// everywhere would take more than calls_max calls.
///
/// Only explanations come from here. That no order explains a history is for OrderSearch to say. For
/// linearizability only. Not thread-safe.
class KnownOrders {
public:
    static constexpr std::size_t orders_max = 32;  ///< where there are more, those that come first
    static constexpr unsigned trials = 3;

    /// For histories whose calls `calls`, by index, are to be explained; others are left out of account.
    /// `model` must outlive this.
    KnownOrders(SequentialModel& model, const std::vector<unsigned>& calls);
    KnownOrders(const KnownOrders&) = delete;
    KnownOrders& operator=(const KnownOrders&) = delete;

    /// Whether a known order explains the history.
    bool explain(const Call* history);

    /// The same, and if none does, whether one of the orders does in which its calls were made, or returned.
    /// That asks the model for the ones that are new.
    bool explain_anew(const Call* history);

    /// An order of all calls that explains a history which explain_anew() could not explain. It is known
    /// from now on, if there are not too many.
    void learn(const std::vector<unsigned>& order);

    /// Whether reading calls are taken for such.
    bool trusts() const { return !reading_.empty(); }

private:
    struct Order {
        std::vector<unsigned> calls;         ///< the changing ones
        std::vector<std::uint64_t> results;  ///< theirs
        std::vector<std::uint64_t> answers;  ///< the reading calls' after each number of the former
    };

    /// The same as raw memory.
    struct View {
        const unsigned* calls;
        const std::uint64_t* results;
        const std::uint64_t* answers;
    };

    bool explains(const View& order, const Call* history);
    bool gives_results(const View& order, const Call* history) const;
    bool places_reading(const View& order, const Call* history);
    void sort_reading(const Call* history);
    void move_forward(std::size_t at);

    bool explain_by(std::uint64_t Call::* stamp, const Call* history);
    bool add(const std::vector<unsigned>& changing);
    bool ask(Order& order);
    std::size_t copy_beginning(Order& order) const;
    bool try_reading(const Order& order);
    std::vector<unsigned> changing_of(const std::vector<unsigned>& order) const;
    bool knows(const std::vector<unsigned>& changing) const;
    void distrust();
    void prepare();

    SequentialModel& model_;
    std::vector<unsigned> changing_;
    std::vector<unsigned> reading_;
    unsigned trials_left_ = trials;
    bool seeds_ = true;  // no such order has ever had a call that does not return

    std::vector<Order> orders_;
    View views_[orders_max];  // the likeliest first
    std::size_t known_ = 0;

    // The same as raw memory, and what is known of the history that is looked at.
    const unsigned* reads_ = nullptr;
    std::size_t read_count_ = 0;
    std::size_t change_count_ = 0;
    std::vector<unsigned> scratch_;
    unsigned* by_call_ =
        nullptr;  // reading calls, as indices of reading_, in the order they were made
    unsigned* places_ = nullptr;  // how many changing calls come before each of these
};

}  // namespace contend::check
