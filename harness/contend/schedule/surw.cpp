#include <contend/schedule/surw.hpp>

#include <contend/schedule/time_outs.hpp>

namespace contend::schedule {

void Surw::begin(std::uint64_t seed) {
    random_ = base::Random(seed);
    yields_.begin(seed);
    sticky_ = random_.below(2) == 0;
    learn();
    draw_interesting();
    weigh();
    release_all();
    patience_ = patience_max;
    threads_[0] = {.row = 0, .last_child = 0, .weight = known_[0].weight};
    met_ = 1;
}

// The last execution may have come to a sudden end, so its counts wait for the next to begin.
void Surw::learn() {
    for (Row row = 0; row < rows_; ++row) {
        Known& known = known_[row];
        for (Places rest = known.acting; rest != 0; rest &= rest - 1) {
            const int place = __builtin_ctzll(rest);
            if (known.counting[place] > known.counts[place])
                known.counts[place] = known.counting[place];
            known.counting[place] = 0;
        }
        known.places |= known.acting;
        known.acting = 0;
    }
}

void Surw::draw_interesting() {
    const Places shared = seen_.shared();
    interesting_ = shared;
    if (shared == 0) return;
    const std::uint32_t draw = random_.below(4);
    if (draw == 3) return;
    Places objects[Communication::places_max];
    unsigned count = 0;
    for (Places rest = shared; rest != 0; rest &= ~objects[count - 1])
        objects[count++] = seen_.together_with(static_cast<unsigned>(__builtin_ctzll(rest)));
    interesting_ = objects[random_.below(count)];
    if (draw == 2) interesting_ |= objects[random_.below(count)];
}

// Children come behind their creators.
void Surw::weigh() {
    for (Row row = 0; row < rows_; ++row) known_[row].weight = 0;
    for (unsigned row = rows_; row-- > 0;) {
        Known& known = known_[row];
        for (Places rest = known.places & interesting_; rest != 0; rest &= rest - 1)
            known.weight += known.counts[__builtin_ctzll(rest)];
        if (row != 0) known_[known.parent].weight += known.weight;
    }
}

Decision Surw::pick(const Choice& choice) {
    if (choice.question == Question::wake) {
        const base::ThreadSet& set = *choice.candidates;
        return {.thread = set.nth(random_.below(set.size()))};
    }
    arrive(choice);
    return {.thread = choose(choice)};
}

void Surw::arrive(const Choice& choice) {
    const Communication::Place done = seen_.done();
    for (; met_ < seen_.threads(); ++met_) meet(static_cast<base::ThreadId>(met_), choice.current);
    Thread& current = threads_[choice.current];
    if (done != 0) count(choice.current, done);
    if (done != 0 && interesting(done)) {
        if (current.weight != 0) --current.weight;
        release_all();
    } else if (choice.current == intended_ && choice.question == Question::blocked &&
               interesting(seen_.place(choice.current))) {
        release_all();  // it was its turn, and it has to wait
    }
    if (choice.pending[choice.current].kind == EventKind::thread_end) {
        current.weight = 0;
        if (choice.current == intended_) release_all();
    }
}

// Part of its creator's weight is the new thread's.
void Surw::meet(base::ThreadId thread, base::ThreadId creator) {
    Thread& parent = threads_[creator];
    const Row row = row_of_next_child(parent);
    const std::uint32_t weight = known_[row].weight;
    threads_[thread] = {.row = row, .last_child = 0, .weight = weight};
    if (intended_ == creator && weight > random_.below(parent.weight != 0 ? parent.weight : 1))
        intended_ = thread;
    parent.weight -= weight < parent.weight ? weight : parent.weight;
}

Surw::Row Surw::row_of_next_child(Thread& creator) {
    if (creator.row == stranger || creator.last_child == stranger) return stranger;
    Row& next = creator.last_child != 0 ? known_[creator.last_child].next_sibling
                                        : known_[creator.row].first_child;
    if (next == 0) {
        if (rows_ == rows_max) return creator.last_child = stranger;
        next = static_cast<Row>(rows_++);
        known_[next].parent = creator.row;
    }
    return creator.last_child = next;
}

void Surw::count(base::ThreadId thread, Communication::Place place) {
    Known& known = known_[threads_[thread].row];
    known.acting |= Places{1} << place;
    if (known.counting[place] != 0xffff) ++known.counting[place];
}

base::ThreadId Surw::choose(const Choice& choice) {
    base::ThreadSet able = *choice.candidates;
    if (able.size() == 1) return able.first();
    leave_out_timed(able, choice, random_, 8);
    if (choice.question == Question::yield && yields_.heeded() && able.size() > 1) {
        able.erase(choice.current);
        // Who spins does so often, and has much weight: two that spin would take turns without end.
        return able.nth(random_.below(able.size()));
    }
    if (intended_ != base::no_thread && ++waited_ > patience_) {
        if (patience_ > patience_min) patience_ /= 2;
        release_all();
    }
    base::ThreadSet free = able;
    for (base::ThreadId id = held_back_.first(); id != base::no_thread; id = held_back_.after(id))
        free.erase(id);
    bool stays = sticky_ && choice.question == Question::go_on && free.contains(choice.current) &&
                 random_.below(4) != 0;
    for (;; stays = false) {
        if (free.empty()) {
            release_all();
            free = able;
        }
        const base::ThreadId thread = stays ? choice.current : free.nth(random_.below(free.size()));
        if (!interesting(seen_.place(thread))) return thread;
        if (threads_[thread].weight == 0) threads_[thread].weight = 1;  // more than last time
        if (intended_ == base::no_thread) intended_ = draw_by_weight(free);
        if (thread == intended_) return thread;
        held_back_.insert(thread);
        free.erase(thread);
    }
}

base::ThreadId Surw::draw_by_weight(const base::ThreadSet& set) {
    std::uint32_t total = 0;
    for (base::ThreadId id = set.first(); id != base::no_thread; id = set.after(id))
        total += threads_[id].weight;
    std::uint32_t draw = random_.below(total);
    base::ThreadId id = set.first();
    for (; draw >= threads_[id].weight; id = set.after(id)) draw -= threads_[id].weight;
    return id;
}

void Surw::release_all() {
    intended_ = base::no_thread;
    held_back_.clear();
    waited_ = 0;
}

void Surw::end(std::uint64_t) {
    if (seen_.done() != 0) count(seen_.last(), seen_.done());
}

}  // namespace contend::schedule
