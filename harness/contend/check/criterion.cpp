#include <contend/check/criterion.hpp>

#include <contend/base/attributes.hpp>
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

// The initial part comes before all others, and the final part after them.
bool in_program_order(const Call& first, const Call& then) {
    return first.returned < then.called &&
           (first.thread == then.thread || first.thread == 0 || then.thread == 0);
}

// For quiescent consistency: tells `note(call)` of each beginning, and `done(call)` of each end once no
// call is running any more.
template <class Note, class Done> void walk(const History& history, Note note, Done done) {
    std::size_t running = 0;
    std::vector<std::size_t> since_quiet;
    for (const Moment& moment : moments_of(history)) {
        if (!moment.is_return) {
            ++running;
            note(moment.call);
            continue;
        }
        since_quiet.push_back(moment.call);
        if (--running != 0) continue;
        for (const std::size_t call : since_quiet) done(call);
        since_quiet.clear();
    }
}

// Of raw memory and not instrumented: this is all that a known history pays for being judged.
CONTEND_UNSEEN std::uint64_t with_result(const Call& call, std::size_t index) {
    return base::mix(call.result ^ base::mix(index));
}

CONTEND_UNSEEN std::uint64_t linear_fingerprint(const Call* calls, std::size_t count) {
    std::uint64_t fingerprint = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t before = 0;
        for (std::size_t j = 0; j < count; ++j)
            if (calls[j].returned < calls[i].called) before += base::mix(j + 1);
        fingerprint += base::mix(with_result(calls[i], i) ^ before);
    }
    return fingerprint;
}

bool comes_before(const Call& first, const Call& then, Criterion criterion) {
    return criterion == Criterion::sequential ? in_program_order(first, then)
                                              : first.returned < then.called;
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
    if (criterion == Criterion::linearizable)
        return linear_fingerprint(history.data(), history.size());
    // A sum, because which of two calls begins first is nothing that anybody could tell.
    std::uint64_t fingerprint = 0;
    if (criterion == Criterion::sequential) {
        for (std::size_t i = 0; i < history.size(); ++i) fingerprint += with_result(history[i], i);
        return fingerprint;
    }
    std::uint64_t before = 0;
    walk(
        history,
        [&](std::size_t call) {
            fingerprint += base::mix(with_result(history[call], call) ^ before);
        },
        [&](std::size_t call) { before += base::mix(call + 1); });
    return fingerprint;
}

Precedence precedence_of(const History& history, Criterion criterion) {
    if (history.size() > calls_max)
        throw std::invalid_argument("a history of more than 256 calls can not be judged");
    Precedence precedence{std::vector<CallSet>(history.size())};
    if (criterion != Criterion::quiescent) {
        for (std::size_t i = 0; i < history.size(); ++i)
            for (std::size_t j = 0; j < history.size(); ++j)
                if (comes_before(history[j], history[i], criterion)) precedence.before[i].set(j);
        return precedence;
    }
    CallSet before;
    walk(
        history, [&](std::size_t call) { precedence.before[call] = before; },
        [&](std::size_t call) { before.set(call); });
    return precedence;
}

}  // namespace contend::check
