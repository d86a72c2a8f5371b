#include <contend/check/criterion.hpp>

#include <contend/base/random.hpp>

#include <algorithm>
#include <stdexcept>

namespace contend::check {
namespace {

struct Moment {
    std::uint64_t stamp;
    std::size_t call;
    bool is_return;
};

// Beginnings and ends of calls in the order in which they happened.
std::vector<Moment> moments_of(const History& history) {
    std::vector<Moment> moments;
    moments.reserve(2 * history.size());
    for (std::size_t i = 0; i < history.size(); ++i) {
        moments.push_back({history[i].called, i, false});
        moments.push_back({history[i].returned, i, true});
    }
    std::sort(moments.begin(), moments.end(),
              [](const Moment& a, const Moment& b) { return a.stamp < b.stamp; });
    return moments;
}

// The initial and the final part enclose all others, whichever stamps they have.
bool in_program_order(const Call& first, const Call& then) {
    return first.returned < then.called &&
           (first.thread == then.thread || first.thread == 0 || then.thread == 0);
}

// Tells `note(call)` of each beginning and `done(call)` of each end after which the call comes before
// all that begin later.
template <class Note, class Done>
void walk(const History& history, Criterion criterion, Note note, Done done) {
    std::size_t running = 0;
    std::vector<std::size_t> since_quiet;
    for (const Moment& moment : moments_of(history)) {
        if (!moment.is_return) {
            ++running;
            note(moment.call);
        } else if (criterion == Criterion::linearizable) {
            done(moment.call);
        } else if (since_quiet.push_back(moment.call); --running == 0) {
            for (const std::size_t call : since_quiet) done(call);
            since_quiet.clear();
        }
    }
}

std::uint64_t with_result(const Call& call, std::size_t index) {
    return base::mix(call.result ^ base::mix(index));
}

}  // namespace

const char* words_for(Criterion criterion) {
    switch (criterion) {
        case Criterion::none: return "not judged";
        case Criterion::linearizable: return "linearizable";
        case Criterion::sequential: return "sequentially consistent";
        case Criterion::quiescent: return "quiescently consistent";
    }
    return "";
}

std::uint64_t fingerprint_of(const History& history, Criterion criterion) {
    // A sum, because which of two calls begins first is nothing that anybody could tell.
    std::uint64_t fingerprint = 0;
    if (criterion == Criterion::sequential) {
        for (std::size_t i = 0; i < history.size(); ++i) fingerprint += with_result(history[i], i);
        return fingerprint;
    }
    std::uint64_t before = 0;
    walk(
        history, criterion,
        [&](std::size_t call) {
            fingerprint += base::mix(with_result(history[call], call) ^ before);
        },
        [&](std::size_t call) { before += base::mix(call + 1); });
    return fingerprint;
}

Precedence precedence_of(const History& history, Criterion criterion) {
    if (history.size() > calls_max)
        throw std::invalid_argument("a history of more than 256 calls can not be judged");
    Precedence precedence{std::vector<CallSet>(history.size()), fingerprint_of(history, criterion)};
    if (criterion == Criterion::sequential) {
        for (std::size_t i = 0; i < history.size(); ++i)
            for (std::size_t j = 0; j < history.size(); ++j)
                precedence.before[i][j] = in_program_order(history[j], history[i]);
        return precedence;
    }
    CallSet before;
    walk(
        history, criterion, [&](std::size_t call) { precedence.before[call] = before; },
        [&](std::size_t call) { before.set(call); });
    return precedence;
}

}  // namespace contend::check
