#include <contend/worker/determinism.hpp>

#include <contend/base/system.hpp>
#include <contend/schedule/replay.hpp>
#include <contend/worker/agreement.hpp>

#include <sys/mman.h>
#include <sys/syscall.h>

namespace contend::worker {
namespace {

using history::Trace;
using history::TraceStep;

/// Memory of its own. The code under test would see the difference in what malloc() gives it.
class Pages {
public:
    explicit Pages(std::size_t size) : size_(static_cast<long>(size)) {
        start_ = base::system::call(SYS_mmap, 0, size_, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    ~Pages() {
        if (valid()) base::system::call(SYS_munmap, start_, size_);
    }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    bool valid() const { return start_ > 0; }
    template <class Value> Value* as() const { return reinterpret_cast<Value*>(start_); }

private:
    long size_;
    long start_;
};

template <class Value> void copy(const Value* from, std::uint64_t count, Value* to) {
    for (std::uint64_t i = 0; i < count; ++i) to[i] = from[i];
}

// Objects are known by the step that has them first.
std::uint64_t first_with_object_of(std::uint64_t step, const Steps& steps) {
    std::uint64_t first = 0;
    while (steps.first[first].event.address != steps.first[step].event.address) ++first;
    return first;
}

bool same_step(const TraceStep& one, const TraceStep& other) {
    return one.thread == other.thread && one.event.kind == other.event.kind &&
           one.event.return_address == other.event.return_address;
}

Steps recorded_steps(const Board& board) {
    const std::uint64_t total = board.trace.total;
    return {board.trace.steps, total < Trace::steps_max ? total : Trace::steps_max};
}

constexpr char by_address[] =
    "what it does may depend on where its objects lie, as the order of a container keyed by "
    "pointers "
    "does, for before that they lay at other addresses; or on ";
constexpr char not_by_address[] =
    "its objects lay at the same addresses until then, so what it does depends on something else: ";
constexpr char other_sources[] =
    "state that outlives an execution (globals, static objects, rand()), the processor's clock, "
    "files such as /dev/urandom, memory that was not initialised";

void take_step(history::Incident& incident, const TraceStep& step, const char* when) {
    history::ThreadStack& taken = incident.stacks[incident.stack_count++];
    taken.thread = step.thread;
    taken.doing = base::FixedString<160>(when);
    taken.doing.append(": ").append(schedule::describe(step.event.kind));
    taken.holder = base::no_thread;
    copy(step.stack.frames, step.stack.depth, taken.stack.frames);
    taken.stack.depth = step.stack.depth;
}

/// One schedule, and the executions that came of it.
class Repetitions {
public:
    Repetitions(Board& board, const Repeat& repeat)
        : board_(board),
          repeat_(repeat),
          entries_(board.log.size * sizeof(schedule::Switch) + 1),
          size_(board.log.size),
          steps_(sizeof(board.trace.steps)) {
        if (usable()) copy(board.entries, size_, entries_.as<schedule::Switch>());
    }

    void check() {
        Agreement agreement(board_.digest);
        while (agreement.open()) {
            if (!usable() || !again(false)) return;
            agreement.add(board_.digest);
        }
        if (agreement.refused() && find_difference()) tell();
    }

private:
    bool usable() const { return entries_.valid() && steps_.valid() && !board_.log.overflowed; }

    // False: something was found, or there is to be an end.
    bool again(bool recorded) {
        schedule::Replay replay({entries_.as<schedule::Switch>(), size_});
        repeat_.execute(repeat_.argument, replay, recorded);
        return board_.incident.kind == history::IncidentKind::none && board_.stop == 0;
    }

    // Two that differ though their objects lay at the same addresses say most; otherwise two that
    // differ. The first one's steps are kept, the other's are on the board.
    bool find_difference() {
        constexpr unsigned pairs_max = 16;
        for (unsigned pairs = 0; pairs < pairs_max; ++pairs) {
            if (!again(true)) return false;
            const Steps recorded = recorded_steps(board_);
            copy(recorded.first, recorded.size, steps_.as<TraceStep>());
            kept_ = {steps_.as<TraceStep>(), recorded.size};
            const std::uint64_t digest = board_.digest;
            if (!again(true)) return false;
            if (board_.digest == digest) continue;
            difference_ = first_difference(kept_, recorded_steps(board_));
            differs_ = true;
            if (!difference_.moved) break;
        }
        return true;
    }

    void take_steps(history::Incident& incident, const Steps& other) const {
        const std::uint64_t at = difference_.step;
        if (at < kept_.size) take_step(incident, kept_.first[at], "in one execution");
        if (at < other.size) take_step(incident, other.first[at], "in another");
        if (incident.stack_count == 2 && same_step(kept_.first[at], other.first[at]))
            incident.stacks[1].doing.append(", another object");
    }

    void tell() {
        history::Incident& incident = board_.incident;
        incident = {};
        const Steps other = recorded_steps(board_);
        if (differs_) take_steps(incident, other);
        if (incident.stack_count != 0) incident.thread = incident.stacks[0].thread;
        incident.message
            .append(!differs_           ? "what it does depends on "
                    : difference_.moved ? by_address
                                        : not_by_address)
            .append(other_sources);
        copy(entries_.as<schedule::Switch>(), size_, board_.entries);
        board_.log.size = size_;
        incident.kind = history::IncidentKind::nondeterminism;
    }

    Board& board_;
    const Repeat& repeat_;
    Pages entries_;
    std::size_t size_;
    Pages steps_;
    Steps kept_;
    Difference difference_;
    bool differs_ = false;
};

}  // namespace

bool in_sample(const Task& task, std::uint64_t executed, Stage stage) {
    constexpr std::uint64_t every = 128;
    constexpr std::uint64_t executed_min = 100;
    switch (task.repetitions) {
        case Repetition::never: return false;
        case Repetition::sample:
            return executed % every == 0 || stage == Stage::seeks_no_more ||
                   (stage == Stage::ends && executed >= executed_min);
        case Repetition::always: return true;
    }
    __builtin_unreachable();
}

Difference first_difference(const Steps& one, const Steps& other) {
    Difference difference;
    const std::uint64_t both = one.size < other.size ? one.size : other.size;
    for (; difference.step < both; ++difference.step) {
        const std::uint64_t step = difference.step;
        if (!same_step(one.first[step], other.first[step]) ||
            first_with_object_of(step, one) != first_with_object_of(step, other))
            break;
        if (one.first[step].event.address != other.first[step].event.address)
            difference.moved = true;
    }
    return difference;
}

void check_determinism(Board& board, const Repeat& repeat) { Repetitions(board, repeat).check(); }

}  // namespace contend::worker
