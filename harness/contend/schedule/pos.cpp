#include <contend/schedule/pos.hpp>

#include <contend/schedule/dependence.hpp>
#include <contend/schedule/time_outs.hpp>

namespace contend::schedule {

void Pos::begin(std::uint64_t seed) {
    random_ = base::Random(seed);
    yields_.begin(seed);
    for (unsigned id = 0; id <= highest_id_; ++id) priorities_[id] = 0;
    highest_id_ = 0;
}

std::uint64_t& Pos::priority(base::ThreadId id) {
    if (id > highest_id_) highest_id_ = id;
    if (priorities_[id] == 0) priorities_[id] = random_.next() | 1;
    return priorities_[id];
}

Decision Pos::pick(const Choice& choice) {
    base::ThreadSet set = *choice.candidates;
    if (choice.question == Question::wake) return {.thread = set.nth(random_.below(set.size()))};
    leave_out_timed(set, choice, random_, 8);
    if (choice.question == Question::yield && yields_.heeded() && set.size() > 1) {
        set.erase(choice.current);
        // Or two that spin would take turns until a third, whom they wait for, is lucky.
        for (base::ThreadId id = set.first(); id != base::no_thread; id = set.after(id))
            priorities_[id] = 0;
    }

    base::ThreadId next = set.first();
    for (base::ThreadId id = next; id != base::no_thread; id = set.after(id))
        if (priority(id) > priority(next)) next = id;
    const Event& event = choice.pending[next];
    for (base::ThreadId id = choice.candidates->first(); id != base::no_thread;
         id = choice.candidates->after(id))
        if (id == next || dependent(choice.pending[id], event)) priorities_[id] = 0;
    return {.thread = next};
}

void Pos::end(std::uint64_t) {}

}  // namespace contend::schedule
