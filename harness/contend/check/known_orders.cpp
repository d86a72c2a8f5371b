#include <contend/check/known_orders.hpp>

#include <contend/base/attributes.hpp>

#include <algorithm>
#include <utility>

namespace contend::check {

KnownOrders::KnownOrders(SequentialModel& model, const std::vector<unsigned>& calls)
    : model_(model) {
    for (const unsigned call : calls)
        (model.reads_only(call) ? reading_ : changing_).push_back(call);
    orders_.reserve(orders_max);
    prepare();
    if (trusts() && read_count_ * (change_count_ + 1) + change_count_ > calls_max) distrust();
}

void KnownOrders::prepare() {
    reads_ = reading_.data();
    read_count_ = reading_.size();
    change_count_ = changing_.size();
    scratch_.assign(2 * read_count_, 0);
    by_call_ = scratch_.data();
    places_ = by_call_ + read_count_;
    for (unsigned i = 0; i < read_count_; ++i) by_call_[i] = i;
}

// --- looking
// -----------------------------------------------------------------------------------------------
// Of raw memory and not instrumented: this is all that most executions pay for being judged.

CONTEND_UNSEEN bool KnownOrders::explain(const Call* history) {
    sort_reading(history);
    for (std::size_t i = 0; i < known_; ++i) {
        if (!explains(views_[i], history)) continue;
        move_forward(i);
        return true;
    }
    return false;
}

CONTEND_UNSEEN void KnownOrders::move_forward(std::size_t at) {
    const View moved = views_[at];
    views_[at] = views_[at / 2];
    views_[at / 2] = moved;
}

// They were made in a similar order last time.
CONTEND_UNSEEN void KnownOrders::sort_reading(const Call* history) {
    for (std::size_t i = 1; i < read_count_; ++i) {
        const unsigned read = by_call_[i];
        const std::uint64_t called = history[reads_[read]].called;
        std::size_t at = i;
        for (; at != 0 && history[reads_[by_call_[at - 1]]].called > called; --at)
            by_call_[at] = by_call_[at - 1];
        by_call_[at] = read;
    }
}

CONTEND_UNSEEN bool KnownOrders::explains(const View& order, const Call* history) {
    return gives_results(order, history) && places_reading(order, history);
}

CONTEND_UNSEEN bool KnownOrders::gives_results(const View& order, const Call* history) const {
    std::uint64_t last_called = 0;
    for (std::size_t i = 0; i < change_count_; ++i) {
        const Call& call = history[order.calls[i]];
        if (call.result != order.results[i] || call.returned < last_called) return false;
        if (call.called > last_called) last_called = call.called;
    }
    return true;
}

CONTEND_UNSEEN bool KnownOrders::places_reading(const View& order, const Call* history) {
    for (std::size_t i = 0; i < read_count_; ++i) {
        const unsigned read = by_call_[i];
        const Call& call = history[reads_[read]];
        std::size_t at = change_count_;
        while (at != 0 && history[order.calls[at - 1]].returned > call.called) --at;
        for (std::size_t j = 0; j < i; ++j) {
            const unsigned earlier = by_call_[j];
            if (places_[earlier] > at && history[reads_[earlier]].returned < call.called)
                at = places_[earlier];
        }
        while (order.answers[at * read_count_ + read] != call.result) {
            if (at == change_count_ || history[order.calls[at]].called > call.returned)
                return false;
            ++at;
        }
        places_[read] = static_cast<unsigned>(at);
    }
    return true;
}

// --- learning
// ----------------------------------------------------------------------------------------------

bool KnownOrders::explain_anew(const Call* history) {
    return explain(history) || explain_by(&Call::returned, history) ||
           explain_by(&Call::called, history);
}

bool KnownOrders::explain_by(std::uint64_t Call::* stamp, const Call* history) {
    if (!seeds_ || known_ == orders_max) return false;
    std::vector<unsigned> order = changing_;
    std::sort(order.begin(), order.end(),
              [&](unsigned a, unsigned b) { return history[a].*stamp < history[b].*stamp; });
    if (knows(order)) return false;
    seeds_ = add(order);
    return explain(history);
}

void KnownOrders::learn(const std::vector<unsigned>& order) {
    if (known_ == orders_max) return;
    const std::vector<unsigned> changing = changing_of(order);
    if (!knows(changing) && add(changing)) return;
    // With each call made once it returns, and gives what a known one should have given, too.
    if (!trusts()) return;
    distrust();
    add(order);
}

// False when a call does not return.
bool KnownOrders::add(const std::vector<unsigned>& changing) {
    Order order;
    order.calls = changing;
    if (!ask(order)) return false;
    if (trusts() && trials_left_ != 0) {
        --trials_left_;
        if (!try_reading(order)) {
            distrust();
            return true;
        }
    }
    orders_.push_back(std::move(order));
    const Order& kept = orders_.back();
    views_[known_++] = {kept.calls.data(), kept.results.data(), kept.answers.data()};
    return true;
}

// What comes before the first changing call, and after each of those, is the same in all orders that begin
// alike.
bool KnownOrders::ask(Order& order) {
    const std::size_t shared = copy_beginning(order);
    std::vector<unsigned> calls;
    for (std::size_t at = 0; at <= change_count_; ++at) {
        if (at >= shared) calls.insert(calls.end(), reading_.begin(), reading_.end());
        if (at < change_count_) calls.push_back(order.calls[at]);
    }
    const std::vector<SequentialModel::Answer> answers = model_.run(calls);
    if (answers.size() < calls.size()) return false;
    auto answer = answers.begin();
    for (std::size_t at = 0; at <= change_count_; ++at) {
        for (std::size_t i = 0; at >= shared && i < read_count_; ++i)
            order.answers.push_back((answer++)->result);
        if (at < change_count_) order.results.push_back((answer++)->result);
    }
    return true;
}

// Copies the answers of the reading calls from the known order that has most of its beginning in common with
// this one; returns in how many places they are.
std::size_t KnownOrders::copy_beginning(Order& order) const {
    std::size_t longest = 0;
    for (const Order& known : orders_) {
        const auto differ =
            std::mismatch(known.calls.begin(), known.calls.end(), order.calls.begin());
        const std::size_t shared = 1 + static_cast<std::size_t>(differ.first - known.calls.begin());
        if (shared <= longest) continue;
        longest = shared;
        order.answers.assign(
            known.answers.begin(),
            known.answers.begin() + static_cast<std::ptrdiff_t>(shared * read_count_));
    }
    return longest;
}

// Each reading call once, in places that differ from trial to trial.
bool KnownOrders::try_reading(const Order& order) {
    std::vector<unsigned> calls;
    std::vector<std::uint64_t> expected;
    for (std::size_t at = 0; at <= change_count_; ++at) {
        for (std::size_t read = read_count_; read-- > 0;) {
            if ((read + trials_left_) % (change_count_ + 1) != at) continue;
            calls.push_back(reading_[read]);
            expected.push_back(order.answers[at * read_count_ + read]);
        }
        if (at == change_count_) break;
        calls.push_back(order.calls[at]);
        expected.push_back(order.results[at]);
    }
    const std::vector<SequentialModel::Answer> answers = model_.run(calls);
    return std::equal(
        answers.begin(), answers.end(), expected.begin(), expected.end(),
        [](const auto& answer, std::uint64_t result) { return answer.result == result; });
}

std::vector<unsigned> KnownOrders::changing_of(const std::vector<unsigned>& order) const {
    std::vector<unsigned> changing;
    changing.reserve(order.size());
    for (const unsigned call : order)
        if (std::find(reading_.begin(), reading_.end(), call) == reading_.end())
            changing.push_back(call);
    return changing;
}

bool KnownOrders::knows(const std::vector<unsigned>& changing) const {
    return std::any_of(orders_.begin(), orders_.end(),
                       [&](const Order& order) { return order.calls == changing; });
}

// What was said to change nothing, changes something.
void KnownOrders::distrust() {
    changing_.insert(changing_.end(), reading_.begin(), reading_.end());
    reading_.clear();
    orders_.clear();
    known_ = 0;
    prepare();
}

}  // namespace contend::check
