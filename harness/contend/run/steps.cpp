#include <contend/run/steps.hpp>

#include <contend/report/frames.hpp>
#include <contend/run/object_states.hpp>
#include <contend/run/symbols.hpp>

#include <fmt/format.h>
#include <algorithm>
#include <map>

namespace contend::run {
namespace {

using history::Touch;
using history::TraceStep;
using schedule::EventKind;

std::string name(const void* address) {
    return fmt::format("{:#x}", reinterpret_cast<std::uintptr_t>(address));
}

const char* order_name(std::uint8_t order) {
    switch (order) {
        case __ATOMIC_RELAXED: return "relaxed";
        case __ATOMIC_CONSUME: return "consume";
        case __ATOMIC_ACQUIRE: return "acquire";
        case __ATOMIC_RELEASE: return "release";
        case __ATOMIC_ACQ_REL: return "acquire-release";
        default: return "sequentially consistent";
    }
}

std::string text_of(const schedule::Event& event) {
    const std::string what = schedule::describe(event.kind);
    switch (event.kind) {
        case EventKind::atomic_load:
        case EventKind::atomic_store:
        case EventKind::atomic_update:
            return fmt::format("{} of {}, {}", what, name(event.address),
                               order_name(event.memory_order));
        case EventKind::fence: return fmt::format("{}, {}", what, order_name(event.memory_order));
        case EventKind::read:
        case EventKind::write:
            return fmt::format("{} {} byte{} at {}", what, event.size, event.size == 1 ? "" : "s",
                               name(event.address));
        case EventKind::lock:
        case EventKind::try_lock:
        case EventKind::unlock:
        case EventKind::unlock_shared:
        case EventKind::lock_shared:
        case EventKind::try_lock_shared:
            return fmt::format("{} mutex {}", what, name(event.address));
        case EventKind::wait:
        case EventKind::spurious_wake:
        case EventKind::signal:
        case EventKind::broadcast:
        case EventKind::barrier:
        case EventKind::acquire:
        case EventKind::try_acquire:
        case EventKind::release:
        case EventKind::read_count:
        case EventKind::futex_wait:
        case EventKind::futex_wake:
        case EventKind::once:
        case EventKind::once_end: return fmt::format("{} ({})", what, name(event.address));
        case EventKind::none:
        case EventKind::thread_start:
        case EventKind::thread_end:
        case EventKind::create:
        case EventKind::join:
        case EventKind::yield:
        case EventKind::sleep:
        case EventKind::clock:
        case EventKind::operation: break;
    }
    return what;
}

report::Frame shown_frame(const history::RawStack& stack) {
    const std::vector<report::Frame> shown = report::cut(symbols().of(stack));
    const report::Frame* frame = report::headline_frame(shown);
    return frame != nullptr ? *frame : report::Frame();
}

bool overlap(const Touch& touch, const history::RawAccess& access) {
    const auto begin = reinterpret_cast<std::uintptr_t>(touch.address);
    const auto other = reinterpret_cast<std::uintptr_t>(access.address);
    return touch.thread == access.thread && touch.write == access.write &&
           begin < other + access.size && other < begin + touch.size;
}

// A racing access, with the stack that the detector gave it.
struct Racing {
    Touch touch;
    const history::RawStack* stack = nullptr;
};

// The two accesses of a race: the last that match what the detector says.
std::vector<Racing> racing(const Outcome& outcome) {
    std::vector<Racing> touches;
    if (outcome.incident.kind != history::IncidentKind::race) return touches;
    for (unsigned i = 0; i < outcome.incident.race.access_count; ++i) {
        const history::RawAccess& access = outcome.incident.race.accesses[i];
        const auto match = [&](const Touch& touch) { return overlap(touch, access); };
        const auto last = std::find_if(outcome.touches.rbegin(), outcome.touches.rend(), match);
        if (last != outcome.touches.rend()) touches.push_back({*last, &access.stack});
    }
    std::sort(touches.begin(), touches.end(),
              [](const Racing& a, const Racing& b) { return a.touch.step < b.touch.step; });
    return touches;
}

class Steps {
public:
    using Call = std::function<std::string(unsigned, unsigned)>;

    Steps(const Outcome& outcome, unsigned first_thread, const Call& call)
        : outcome_(outcome), first_(first_thread), call_(call), states_(first_thread) {}

    std::vector<report::Step> build() {
        const std::vector<Racing> touches = racing(outcome_);
        auto next = touches.begin();
        for (std::size_t i = 0; i <= outcome_.trace.size(); ++i) {
            for (; next != touches.end() && next->touch.step == i; ++next) append(*next);
            if (i < outcome_.trace.size()) append(outcome_.trace[i]);
        }
        return std::move(steps_);
    }

private:
    void append(const TraceStep& step) {
        std::vector<report::ObjectState> objects = states_.after(step);
        // The thread that only waits for a closure's, and waiting itself, are nothing to look at.
        if (step.thread < first_ || step.event.kind == EventKind::none) return;
        // Shown by the call that begins or has ended there.
        if (step.event.kind == EventKind::operation) {
            preempts_ |= step.preemption;
            return;
        }
        report::Step& shown = start(step.thread, step.operation);
        shown.event = text_of(step.event);
        if (const std::string value = value_text(step); !value.empty()) shown.event += ": " + value;
        shown.objects = std::move(objects);
        shown.frame = frame_of(step.stack);
        shown.preemption = (step.preemption || preempts_) && shown.switched;
        preempts_ = false;
    }

    void append(const Racing& racing) {
        const Touch& touch = racing.touch;
        if (touch.thread < first_) return;
        report::Step& shown = start(touch.thread, touch.operation);
        shown.event = fmt::format("{} {} byte{} at {}", touch.write ? "writes" : "reads",
                                  touch.size, touch.size == 1 ? "" : "s", name(touch.address));
        shown.frame = frame_of(*racing.stack);
    }

    report::Step& start(base::ThreadId thread, unsigned operation) {
        const int id = static_cast<int>(thread - first_);
        const bool switched = !steps_.empty() && steps_.back().thread != id;
        report::Step& shown = steps_.emplace_back();
        shown.thread = id;
        shown.operation = call_(thread, operation);
        shown.switched = switched;
        return shown;
    }

    // Thousands of steps of a loop have the same few stacks, and naming one takes a millisecond.
    const report::Frame& frame_of(const history::RawStack& stack) {
        const std::vector<const void*> key(stack.frames, stack.frames + stack.depth);
        const auto [frame, is_new] = frames_.try_emplace(key);
        if (is_new) frame->second = shown_frame(stack);
        return frame->second;
    }

    const Outcome& outcome_;
    unsigned first_;
    const Call& call_;
    std::map<std::vector<const void*>, report::Frame> frames_;
    ObjectStates states_;
    std::vector<report::Step> steps_;
    bool preempts_ = false;  // the next step's thread came by a preemption that is not shown itself
};

}  // namespace

std::vector<report::Step> steps_of(const Outcome& outcome, unsigned first_thread,
                                   const Steps::Call& call) {
    return Steps(outcome, first_thread, call).build();
}

}  // namespace contend::run
