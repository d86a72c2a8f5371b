#include <contend/run/contention.hpp>

#include <contend/report/frames.hpp>
#include <contend/run/symbols.hpp>

#include <algorithm>
#include <set>
#include <tuple>

namespace contend::run {
namespace {

using base::ThreadId;
using history::TraceStep;
using schedule::EventKind;
using Change = LockStates::Change;

bool is_about_locks(EventKind kind) {
    switch (kind) {
        case EventKind::lock:
        case EventKind::try_lock:
        case EventKind::lock_shared:
        case EventKind::try_lock_shared:
        case EventKind::wait: return true;
        default: return false;
    }
}

// Of "put(1, 2)": what it is called, whatever it is called with.
std::string without_arguments(const std::string& text) { return text.substr(0, text.find('(')); }

// Of "Cache::put(int, int)".
std::string shown_function(const report::Frame& frame) { return without_arguments(frame.function); }

report::Frame user_frame(const history::RawStack& stack) {
    const std::vector<report::Frame> shown = report::cut(symbols().of(stack));
    const report::Frame* frame = report::headline_frame(shown);
    return frame != nullptr ? *frame : report::Frame();
}

}  // namespace

void ContentionProfile::add(const Outcome& outcome, unsigned first_thread, const Call& call) {
    ++executions_;
    Run run;
    std::set<ThreadId> threads;
    for (std::size_t i = 0; i < outcome.trace.size(); ++i) {
        const TraceStep& step = outcome.trace[i];
        if (step.thread >= first_thread) threads.insert(step.thread);
        for (const Change& change : run.locks.go_on(step))
            if (change.kind == Change::Kind::granted) take(run, change, {});
        ++run.points[step.thread];
        Holding here;
        if (is_about_locks(step.event.kind)) {
            here.place = place_of(step.stack);
            here.who = without_arguments(call(step.thread - first_thread, step.operation));
            if (here.who.empty()) here.who = shown_function(places_[here.place].frame);
        }
        for (const Change& change : run.locks.after(step)) {
            if (change.kind == Change::Kind::granted) take(run, change, here);
            if (change.kind == Change::Kind::waits) wait(run, change, here);
            if (change.kind == Change::Kind::released) release(run, change);
            // It will want the mutex back.
            if (step.event.kind == EventKind::wait) run.holdings[{change.lock, step.thread}] = here;
        }
        // Until the next scheduling point nobody else runs.
        if (i + 1 < outcome.trace.size())
            note_allocations(run, step.thread, outcome.trace[i + 1].allocations - step.allocations);
    }
    threads_ = std::max<std::uint64_t>(threads_, threads.size());
}

// Locked once more by who has it: one acquisition. After a wait, what the thread came with is already there.
void ContentionProfile::take(Run& run, const Change& change, const Holding& here) {
    if (run.locks.at(change.lock).holders.at(change.thread) > 1) return;
    const auto [holding, is_new] = run.holdings.try_emplace({change.lock, change.thread}, here);
    holding->second.since = run.points[change.thread];
    report::LockUse& use = places_[holding->second.place].use;
    ++use.acquisitions;
    use.contended += holding->second.contended ? 1 : 0;
    note_object(run, change.lock, holding->second.place);
}

void ContentionProfile::wait(Run& run, const Change& change, const Holding& here) {
    const auto [waiting, is_new] = run.holdings.try_emplace({change.lock, change.thread}, here);
    if (!is_new && waiting->second.contended) return;  // goes on waiting
    waiting->second.contended = true;
    for (const auto& [holder, times] : run.locks.at(change.lock).holders) {
        const auto holding = run.holdings.find({change.lock, holder});
        if (holder != change.thread && holding != run.holdings.end())
            ++conflicts_[{waiting->second.who, holding->second.who}];
    }
}

void ContentionProfile::release(Run& run, const Change& change) {
    const auto holding = run.holdings.find({change.lock, change.thread});
    if (holding == run.holdings.end() ||
        run.locks.at(change.lock).holders.count(change.thread) != 0)
        return;
    // The release itself is not between.
    const std::uint64_t points = run.points[change.thread] - holding->second.since;
    report::LockUse& use = places_[holding->second.place].use;
    use.held_points += points - std::min<std::uint64_t>(points, 1);
    use.held_points_most =
        std::max(use.held_points_most, points - std::min<std::uint64_t>(points, 1));
    run.holdings.erase(holding);
}

void ContentionProfile::note_object(Run& run, const void* lock, Place place) {
    const auto [first, is_new] = run.places.try_emplace(lock, place);
    if (!is_new) places_[root(place)].lock = root(first->second);
    std::map<Place, std::uint64_t> objects;
    for (const auto& [object, its_place] : run.places) ++objects[root(its_place)];
    for (const auto& [its_lock, count] : objects)
        places_[its_lock].use.objects = std::max(places_[its_lock].use.objects, count);
}

void ContentionProfile::note_allocations(Run& run, ThreadId thread, std::uint64_t count) {
    if (count == 0) return;
    for (const auto& [key, holding] : run.holdings)
        if (key.second == thread && run.locks.at(key.first).holders.count(thread) != 0)
            places_[holding.place].use.allocations += count;
}

ContentionProfile::Place ContentionProfile::place_of(const history::RawStack& stack) {
    const std::vector<const void*> key(stack.frames, stack.frames + stack.depth);
    const auto known = known_stacks_.find(key);
    if (known != known_stacks_.end()) return known->second;
    const report::Frame frame = user_frame(stack);
    const auto same = std::find_if(places_.begin(), places_.end(), [&](const PlaceUse& place) {
        return std::tie(place.frame.file, place.frame.line, place.frame.function) ==
               std::tie(frame.file, frame.line, frame.function);
    });
    const auto place = static_cast<Place>(same - places_.begin());
    if (same == places_.end()) places_.push_back({frame, {}, place});
    return known_stacks_[key] = place;
}

ContentionProfile::Place ContentionProfile::root(Place place) const {
    while (places_[place].lock != place) place = places_[place].lock;
    return place;
}

report::Contention ContentionProfile::profile() const {
    report::Contention contention{executions_, threads_, {}, {}};
    std::map<Place, std::vector<const PlaceUse*>> locks;
    for (Place place = 0; place < places_.size(); ++place)
        locks[root(place)].push_back(&places_[place]);
    for (auto& [lock, places] : locks) {
        std::sort(places.begin(), places.end(), [](const auto* one, const auto* other) {
            return std::tie(other->use.acquisitions, one->frame.file, one->frame.line) <
                   std::tie(one->use.acquisitions, other->frame.file, other->frame.line);
        });
        report::LockUse& sum = contention.locks.emplace_back();
        sum.objects = places_[lock].use.objects;
        for (const PlaceUse* place : places) {
            sum.places.push_back(place->frame);
            sum.acquisitions += place->use.acquisitions;
            sum.contended += place->use.contended;
            sum.held_points += place->use.held_points;
            sum.held_points_most = std::max(sum.held_points_most, place->use.held_points_most);
            sum.allocations += place->use.allocations;
        }
    }
    std::sort(contention.locks.begin(), contention.locks.end(), [](const auto& a, const auto& b) {
        const report::Frame& one = a.places.front();
        const report::Frame& other = b.places.front();
        return std::tie(b.contended, b.acquisitions, one.file, one.line) <
               std::tie(a.contended, a.acquisitions, other.file, other.line);
    });
    for (const auto& [names, count] : conflicts_)
        contention.conflicts.push_back({names.first, names.second, count});
    std::sort(contention.conflicts.begin(), contention.conflicts.end(),
              [](const auto& a, const auto& b) {
                  return std::tie(b.count, a.waiting, a.holding) <
                         std::tie(a.count, b.waiting, b.holding);
              });
    return contention;
}

}  // namespace contend::run
