// What an execution says of those that are still to come: races, and how to reverse them.
#include <contend/schedule/dependence.hpp>
#include <contend/schedule/exhaustive.hpp>

namespace contend::schedule {
namespace {

using Threads = std::uint32_t;

Threads bit(base::ThreadId thread) { return Threads{1} << thread; }
base::ThreadId first_of(Threads threads) {
    return static_cast<base::ThreadId>(__builtin_ctz(threads));
}

constexpr const char* too_much = "there is too much left to explore";

}  // namespace

// Finds what comes before the step, and what it races with. Who waits for a lock races with who took it
// before, whoever gave it back; who only tries to have it does as others do.
void Exhaustive::order(const Node& node) {
    Clock& clock = clocks_[node.thread];
    const unsigned here = depth_ - 1;
    const bool waits = acquires(node.event) && only_tries(node.event);
    if (waits) {
        Clock taken = clock;
        for (unsigned i = here; i-- > 0;) {
            const Node& earlier = nodes_[i];
            if (earlier.wakes || earlier.thread == node.thread || !acquires(earlier.event) ||
                !dependent(earlier.event, node.event) || ordered(earlier, taken))
                continue;
            race(i, node, taken);
            taken.join(earlier.clock);
        }
    }
    for (unsigned i = here; i-- > 0;) {
        const Node& earlier = nodes_[i];
        if (earlier.wakes || earlier.thread == node.thread || ordered(earlier, clock) ||
            !dependent(earlier.event, node.event))
            continue;
        const bool locks = waits && acquires(earlier.event);
        if (!locks && reversible(earlier.event, node.event)) race(i, node, clock);
        clock.join(earlier.clock);
    }
}

// They are reversed when all of the execution is known: what is independent of the earlier one must be done
// first, or a thread that sleeps may wake too late.
void Exhaustive::race(unsigned earlier, const Node& later, const Clock& before) {
    Race& race = races_[race_count_ < races_max ? race_count_++ : races_max - 1];
    race = {later.event, before, static_cast<std::uint16_t>(earlier), later.thread};
    if (race_count_ == races_max) open_some(race);
}

void Exhaustive::reverse_races() {
    for (unsigned i = 0; i < race_count_ && given_up_ == nullptr; ++i) reverse(races_[i]);
}

void Exhaustive::reverse(const Race& race) {
    Node& earlier = nodes_[race.earlier];
    if (!collect(race) || (bit(thread_at(0)) & earlier.enabled) == 0) return open_some(race);
    if (repeats(earlier, race.earlier)) return;
    insert(earlier, race.earlier);
}

// False when a signal has chosen in between whom it wakes: it may have to choose otherwise.
bool Exhaustive::collect(const Race& race) {
    const Node& earlier = nodes_[race.earlier];
    reversal_.race = &race;
    reversal_.size = 0;
    for (unsigned i = race.earlier + 1u; i < depth_; ++i) {
        const Node& node = nodes_[i];
        if (node.wakes) return false;
        if (!ordered(earlier, node.clock))
            reversal_.nodes[reversal_.size++] = static_cast<std::uint16_t>(i);
    }
    reversal_.nodes[reversal_.size++] = 0;
    reversal_.left = reversal_.size;
    reversal_.doubtful = false;
    return true;
}

base::ThreadId Exhaustive::thread_at(unsigned position) const {
    if (position + 1 == reversal_.size) return reversal_.race->thread;
    return nodes_[reversal_.nodes[position]].thread;
}

const Event& Exhaustive::event_at(unsigned position) const {
    if (position + 1 == reversal_.size) return reversal_.race->event;
    return nodes_[reversal_.nodes[position]].event;
}

// The thread's first step among those that are left; Reversal::size when there is none.
unsigned Exhaustive::position_of(base::ThreadId thread) const {
    unsigned position = 0;
    while (position < reversal_.size &&
           (reversal_.nodes[position] == Reversal::gone || thread_at(position) != thread))
        ++position;
    return position;
}

// Whether none of the steps that are left has to come before this one. What came before the race's later
// step because of the earlier one need not; but who has a lock must still give it back.
bool Exhaustive::is_initial(unsigned position) const {
    const bool last = position + 1 == reversal_.size;
    const Clock& clock = last ? reversal_.race->before : nodes_[reversal_.nodes[position]].clock;
    for (unsigned i = 0; i < position; ++i) {
        if (reversal_.nodes[i] == Reversal::gone) continue;
        const Node& node = nodes_[reversal_.nodes[i]];
        if (ordered(node, clock) || (last && dependent(node.event, reversal_.race->event)))
            return false;
    }
    return true;
}

// What a thread has in mind at a node, or after some more of its steps, is what it has done then, whenever
// it was: null if it never came to it.
const Exhaustive::Node* Exhaustive::step_after(unsigned node, base::ThreadId thread,
                                               unsigned skipped) const {
    for (unsigned i = node; i < depth_; ++i)
        if (!nodes_[i].wakes && nodes_[i].thread == thread && skipped-- == 0) return &nodes_[i];
    return nullptr;
}

bool Exhaustive::independent_of_all(const Event& event) const {
    for (unsigned i = 0; i < reversal_.size; ++i)
        if (reversal_.nodes[i] != Reversal::gone && dependent(event, event_at(i))) return false;
    return true;
}

// Whether an execution that goes first with one who sleeps has come to the same.
bool Exhaustive::repeats(const Node& earlier, unsigned index) {
    for (Threads rest = earlier.sleep; rest != 0; rest &= rest - 1) {
        const base::ThreadId sleeper = first_of(rest);
        const unsigned position = position_of(sleeper);
        if (position != reversal_.size) {
            if (is_initial(position)) return true;
            continue;
        }
        const Node* const step = step_after(index, sleeper, 0);
        if (step == nullptr)
            reversal_.doubtful = true;
        else if (independent_of_all(step->event))
            return true;
    }
    return false;
}

// Follows branches as far as they begin with steps of the reversal, or with what does not interfere with it,
// and adds what is left of it there. Behind a branch's end everything is going to be explored, but for what
// begins as a branch before it does: so the reversal is not among that. Where this is in doubt the branch is
// marked, and does not count as an end.
void Exhaustive::insert(Node& earlier, unsigned index) {
    Clock taken = {};    // steps of the reversal on the branch, by thread
    Threads others = 0;  // whose steps are on the branch, but none of the reversal's
    WakeUpTrees::Branch* list = &earlier.open;
    WakeUpTrees::Branch followed = WakeUpTrees::none;
    for (bool follows = true; follows;) {
        if (*list == WakeUpTrees::none && followed != WakeUpTrees::none && !trees_.marked(followed))
            return;
        follows = false;
        for (WakeUpTrees::Branch branch = *list; branch != WakeUpTrees::none && !follows;
             branch = trees_.next(branch)) {
            follows = begins_with(trees_.thread(branch), index, taken, others);
            if (follows) followed = branch;
        }
        if (reversal_.left == 0) return;
        if (follows) list = &trees_.behind(followed);
    }
    WakeUpTrees::Branch branch = WakeUpTrees::none;
    for (unsigned i = 0; i < reversal_.size; ++i) {
        if (reversal_.nodes[i] == Reversal::gone) continue;
        branch = trees_.append(*list, thread_at(i));
        if (branch == WakeUpTrees::none) {
            given_up_ = too_much;
            return;
        }
        list = &trees_.behind(branch);
    }
    trees_.marked(branch) = reversal_.doubtful;
}

// Whether what is left of the reversal comes to the same with that thread's step first; which is then gone from
// it.
bool Exhaustive::begins_with(base::ThreadId thread, unsigned index, Clock& taken, Threads& others) {
    const unsigned position = position_of(thread);
    if (position != reversal_.size) {
        if (!is_initial(position)) return false;
        reversal_.nodes[position] = Reversal::gone;
        --reversal_.left;
        ++taken[thread];
        return true;
    }
    const bool known = (others & bit(thread)) == 0;
    const Node* const step = known ? step_after(index, thread, taken[thread]) : nullptr;
    if (step == nullptr) {
        reversal_.doubtful = true;
        return false;
    }
    if (!independent_of_all(step->event)) return false;
    others |= bit(thread);
    return true;
}

// As a source set: makes some thread go first with which the later step can come before the earlier one:
// one that starts the steps in between which do not depend on that, or the later step's own.
void Exhaustive::open_some(const Race& race) {
    Node& earlier = nodes_[race.earlier];
    Threads initials = 0;
    Threads seen = 0;
    bool first = true;  // whether nothing in between comes before the later step
    for (unsigned i = race.earlier + 1u; i < depth_; ++i) {
        const Node& between = nodes_[i];
        if (between.wakes || ordered(earlier, between.clock)) continue;
        if (ordered(between, race.before) || dependent(between.event, race.event)) first = false;
        if ((seen & bit(between.thread)) != 0) continue;
        seen |= bit(between.thread);
        bool initial = true;
        for (unsigned j = race.earlier + 1u; j < i && initial; ++j)
            initial = nodes_[j].wakes || ordered(earlier, nodes_[j].clock) ||
                      !ordered(nodes_[j], between.clock);
        if (initial) initials |= bit(between.thread);
    }
    if (first && (seen & bit(race.thread)) == 0) initials |= bit(race.thread);
    Threads open_here = earlier.sleep;
    for (WakeUpTrees::Branch branch = earlier.open; branch != WakeUpTrees::none;
         branch = trees_.next(branch))
        open_here |= bit(trees_.thread(branch));
    // What begins with a sleeping thread has been executed before.
    if ((initials & (open_here | earlier.done)) != 0) return;
    const Threads possible = initials & earlier.enabled;
    if (possible != 0)
        open(earlier, first_of(possible));
    else if (initials != bit(race.thread))
        open_all(earlier);
}

// To go first, and then on in any way.
void Exhaustive::open(Node& node, base::ThreadId thread) {
    for (WakeUpTrees::Branch branch = node.open; branch != WakeUpTrees::none;
         branch = trees_.next(branch))
        if (trees_.thread(branch) == thread) return;
    const WakeUpTrees::Branch branch = trees_.append(node.open, thread);
    if (branch == WakeUpTrees::none)
        given_up_ = too_much;
    else
        trees_.marked(branch) = true;
}

}  // namespace contend::schedule
