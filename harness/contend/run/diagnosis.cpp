#include <contend/run/diagnosis.hpp>

#include <contend/base/random.hpp>
#include <contend/report/fold.hpp>
#include <contend/report/frames.hpp>
#include <contend/run/symbols.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace contend::run {
namespace {

using history::IncidentKind;
using report::Kind;

Kind kind_of_report(std::string_view description) {
    if (description.rfind("heap-use-after-free", 0) == 0) return Kind::use_after_free;
    if (description.rfind("lock-order-inversion", 0) == 0) return Kind::lock_order_inversion;
    if (description.rfind("thread-leak", 0) == 0) return Kind::thread_leak;
    if (description.find("mutex") != std::string_view::npos) return Kind::mutex_misuse;
    return Kind::data_race;
}

std::optional<int> number(base::ThreadId thread, unsigned first) {
    if (thread == base::no_thread || thread < first) return std::nullopt;
    return static_cast<int>(thread - first);
}

std::string who(base::ThreadId thread, unsigned first) {
    const std::optional<int> known = number(thread, first);
    return known ? fmt::format("thread {}", *known) : "a thread that had ended";
}

std::string title_of(const history::RawAccess& access, std::size_t index,
                     std::string_view description, unsigned first) {
    if (kind_of_report(description) == Kind::thread_leak)
        return fmt::format("creation by {}", who(access.thread, first));
    if (access.size == 0) return fmt::format("{}: stack {}", description, index + 1);
    return fmt::format("{}{} of {} byte{} by {}", access.atomic ? "atomic " : "",
                       access.write ? "write" : "read", access.size, access.size == 1 ? "" : "s",
                       who(access.thread, first));
}

// What a person calls the place: the innermost frame of their own code.
std::string place_of(const report::Stack& stack) {
    const report::Frame* frame = report::headline_frame(stack.frames);
    if (frame == nullptr) return "unknown code";
    const std::string name = frame->function.empty() ? "unknown code" : frame->function;
    const std::string location = report::short_location(*frame);
    return location.empty() ? name : fmt::format("{} ({})", name, location);
}

std::string function_of(const report::Stack& stack) {
    const report::Frame* frame = report::headline_frame(stack.frames);
    if (frame == nullptr) return "?";
    return frame->function.empty() ? report::short_location(*frame) : frame->function;
}

std::string signature_of(Kind kind, const std::vector<report::Stack>& stacks) {
    std::vector<std::string> functions;
    for (const report::Stack& stack : stacks) functions.push_back(function_of(stack));
    std::sort(functions.begin(), functions.end());
    return fmt::format("{}: {}", to_string(kind), fmt::join(functions, " | "));
}

std::string race_summary(Kind kind, const std::vector<report::Stack>& stacks) {
    const auto verb = [](const report::Stack& stack) {
        return stack.title.find("write") != std::string::npos ? "writes" : "reads";
    };
    if (kind == Kind::thread_leak && !stacks.empty())
        return fmt::format("the thread that {} creates is neither joined nor detached",
                           place_of(stacks[0]));
    if (stacks.size() < 2)
        return fmt::format("{} in {}", title(kind),
                           stacks.empty() ? "unknown code" : place_of(stacks[0]));
    if (kind == Kind::lock_order_inversion)
        return fmt::format("locks are taken in opposite orders in {} and {}", place_of(stacks[0]),
                           place_of(stacks[1]));
    if (kind == Kind::use_after_free)
        return fmt::format("{} {} memory that {} freed", place_of(stacks[0]), verb(stacks[0]),
                           place_of(stacks[1]));
    return fmt::format("{} {} what {} {}, with no order between them", place_of(stacks[0]),
                       verb(stacks[0]), place_of(stacks[1]), verb(stacks[1]));
}

std::vector<report::Stack> raw_stacks(const history::RaceRecord& race, unsigned first) {
    std::vector<report::Stack> stacks;
    for (unsigned i = 0; i < race.access_count; ++i) {
        const history::RawAccess& access = race.accesses[i];
        stacks.push_back({title_of(access, i, race.description, first),
                          number(access.thread, first), symbols().of(access.stack)});
    }
    return stacks;
}

// What a thread does or waits for, and who has that.
std::string title_of(const history::ThreadStack& taken, unsigned first) {
    std::string title = fmt::format("{} {}", who(taken.thread, first), taken.doing.c_str());
    const std::optional<int> holder = number(taken.holder, first);
    if (!holder) return title;
    const std::string end_of_any = "the end of a thread";
    if (const auto at = title.find(end_of_any); at != std::string::npos)
        return title.replace(at, end_of_any.size(), fmt::format("the end of thread {}", *holder));
    if (taken.holder == taken.thread) return title + " (held by itself)";
    return fmt::format("{} (held by thread {}{})", title, *holder,
                       taken.holder_ended ? ", which has ended" : "");
}

std::vector<report::Stack> raw_stacks(const history::Incident& incident, unsigned first) {
    std::vector<report::Stack> stacks;
    for (unsigned i = 0; i < incident.stack_count; ++i) {
        const history::ThreadStack& taken = incident.stacks[i];
        // The thread that runs the body only waits for its end; it is none of the user's.
        if (taken.thread < first && incident.stack_count > 1) continue;
        stacks.push_back(
            {title_of(taken, first), number(taken.thread, first), symbols().of(taken.stack)});
    }
    return stacks;
}

void cut_all(std::vector<report::Stack>& stacks) {
    for (report::Stack& stack : stacks) stack.frames = report::cut(stack.frames);
}

bool waits_for_condition(const history::Incident& incident) {
    for (unsigned i = 0; i < incident.stack_count; ++i) {
        const std::string_view doing(incident.stacks[i].doing.c_str());
        if (doing.find("condition") != std::string_view::npos ||
            doing.find("notification") != std::string_view::npos)
            return true;
    }
    return false;
}

bool joins(const report::Stack& stack) {
    return stack.title.find("waits for the end") != std::string::npos;
}

// The threads that wait for nothing but the end of others did not cause the deadlock.
void drop_joiners(std::vector<report::Stack>& stacks) {
    const auto kept = std::count_if(stacks.begin(), stacks.end(),
                                    [&](const auto& stack) { return !joins(stack); });
    if (kept != 0) stacks.erase(std::remove_if(stacks.begin(), stacks.end(), joins), stacks.end());
}

std::string deadlock_summary(const std::vector<report::Stack>& stacks) {
    std::vector<std::string> parts;
    for (const report::Stack& stack : stacks)
        parts.push_back(fmt::format("{} in {}", stack.title, place_of(stack)));
    return fmt::format("nobody can go on: {}", fmt::join(parts, "; "));
}

// A third thread that queues up where two already are makes no other deadlock, one alone does.
std::string deadlock_signature(Kind kind, const std::vector<report::Stack>& stacks) {
    std::map<std::string, unsigned> waiting;
    std::vector<report::Stack> essential;
    for (const report::Stack& stack : stacks)
        if (++waiting[function_of(stack)] <= 2) essential.push_back(stack);
    return signature_of(kind, essential);
}

// Who it happened to is told of first.
std::string progress_summary(const history::Incident& incident,
                             const std::vector<report::Stack>& stacks) {
    std::string summary = fmt::format("{} {}", incident.place.c_str(), incident.message.c_str());
    if (!stacks.empty())
        summary += fmt::format(": {} in {}", stacks.front().title, place_of(stacks.front()));
    return summary;
}

// The function that the user's code called, by the name it has there.
std::string blocking_call(const history::ThreadStack& blocked) {
    const std::vector<report::Frame> frames = symbols().of(blocked.stack);
    const auto user = std::find_if(frames.begin(), frames.end(), report::is_user);
    if (user == frames.begin() || user == frames.end()) return "a system call";
    std::string name = std::prev(user)->function;
    // Above the handler's frame there is nothing: the code makes the call itself.
    if (name.empty() || name.find("contend::") != std::string::npos) return "a system call";
    const std::size_t prefix = name.find("interceptor_");
    if (prefix != std::string::npos)
        name.erase(0, prefix + std::string_view("interceptor_").size());
    name.erase(0, name.find_first_not_of('_'));
    return report::fold(name);
}

std::string blocked_summary(const history::Incident& incident,
                            const std::vector<report::Stack>& stacks) {
    if (stacks.empty()) return "a call waits in the kernel, and nobody else can run meanwhile";
    return fmt::format(
        "{} waits in the kernel in {}, and nobody else can run meanwhile: make sure beforehand "
        "that it need not wait, or wait by a mutex, condition variable, semaphore or atomic",
        blocking_call(incident.stacks[0]), place_of(stacks.front()));
}

constexpr const char* nondeterminism = "nondeterminism";

// The place is where it shows first; the source is some way before.
std::string difference_summary(const std::vector<report::Stack>& stacks) {
    std::string places;
    if (stacks.size() == 2 && place_of(stacks[0]) == place_of(stacks[1]))
        places =
            fmt::format(": {}, {}, in {}", stacks[0].title, stacks[1].title, place_of(stacks[0]));
    else
        for (const report::Stack& stack : stacks)
            places += fmt::format("{}{} in {}", places.empty() ? ": " : ", ", stack.title,
                                  place_of(stack));
    if (stacks.size() == 1) places += ", where the other has ended";
    return fmt::format("the same schedule gives different executions{}; ", places);
}

std::string message_or(const history::Incident& incident, std::string_view otherwise) {
    return incident.message.empty() ? std::string(otherwise)
                                    : std::string(incident.message.c_str());
}

void explain(Diagnosis& diagnosis, const history::Incident& incident) {
    const std::string first =
        diagnosis.stacks.empty() ? std::string() : " in " + place_of(diagnosis.stacks.front());
    switch (incident.kind) {
        case IncidentKind::none:
        case IncidentKind::unsupported:
        case IncidentKind::race: return;
        case IncidentKind::deadlock:
            diagnosis.kind = waits_for_condition(incident) ? Kind::lost_wakeup : Kind::deadlock;
            drop_joiners(diagnosis.stacks);
            diagnosis.summary = deadlock_summary(diagnosis.stacks);
            diagnosis.signature = deadlock_signature(diagnosis.kind, diagnosis.stacks);
            return;
        case IncidentKind::crash:
            diagnosis.kind = Kind::crash;
            diagnosis.summary = message_or(incident, "the process ended") + first;
            break;
        case IncidentKind::terminate:
            diagnosis.kind = Kind::terminate;
            diagnosis.summary = message_or(incident, "std::terminate") + first;
            break;
        case IncidentKind::assertion:
            diagnosis.kind = Kind::assertion;
            diagnosis.summary =
                incident.place.empty()
                    ? std::string(incident.message.c_str())
                    : fmt::format("{}: {}", incident.place.c_str(), incident.message.c_str());
            diagnosis.signature =
                fmt::format("assertion: {}", incident.place.empty() ? incident.message.c_str()
                                                                    : incident.place.c_str());
            return;
        case IncidentKind::invariant:
            diagnosis.kind = Kind::invariant;
            diagnosis.summary = incident.message.c_str();
            diagnosis.signature = "invariant: " + diagnosis.summary;
            return;
        case IncidentKind::results:
            diagnosis.kind = Kind::not_linearizable;
            diagnosis.summary = incident.message.c_str();
            diagnosis.signature = diagnosis.summary;
            return;
        case IncidentKind::step_limit:
        case IncidentKind::no_progress:
            diagnosis.kind = Kind::livelock;
            diagnosis.summary =
                (incident.kind == IncidentKind::step_limit
                     ? "an execution did not end within the limit of scheduling points"
                     : "a thread ran on without reaching a scheduling point") +
                first;
            diagnosis.signature = "livelock";
            return;
        case IncidentKind::blocked_progress:
            diagnosis.kind = Kind::not_lock_free;
            if (!diagnosis.stacks.empty())
                diagnosis.stacks.erase(
                    std::remove_if(diagnosis.stacks.begin() + 1, diagnosis.stacks.end(), joins),
                    diagnosis.stacks.end());
            diagnosis.summary = progress_summary(incident, diagnosis.stacks);
            diagnosis.signature = fmt::format("not-lock-free: {}", incident.place.c_str());
            return;
        case IncidentKind::nondeterminism:
            diagnosis.kind = Kind::nondeterminism;
            diagnosis.summary = difference_summary(diagnosis.stacks) + incident.message.c_str();
            diagnosis.signature = nondeterminism;
            return;
        case IncidentKind::kernel_wait:
            diagnosis.kind = Kind::unmodelled_block;
            diagnosis.summary = blocked_summary(incident, diagnosis.stacks);
            break;
    }
    // Where a crash shows may differ from one compiler's inlining to another's, what it is does
    // not.
    diagnosis.signature =
        fmt::format("{}: {}", to_string(diagnosis.kind),
                    diagnosis.stacks.empty() ? "?" : function_of(diagnosis.stacks.front()));
}

// Signatures go into tokens: short, and without anything a shell or a file could mistake.
std::string sealed(Kind kind, const std::string& signature) {
    std::uint64_t hash = 0;
    for (const char c : signature) hash = base::mix(hash ^ static_cast<unsigned char>(c));
    return fmt::format("{}-{:012x}", to_string(kind), hash >> 16);
}

}  // namespace

const std::string& nondeterminism_signature() {
    static const std::string signature = sealed(Kind::nondeterminism, nondeterminism);
    return signature;
}

Diagnosis diagnose(const history::RaceRecord& race, const std::vector<Suppression>& suppressions,
                   unsigned first_thread) {
    Diagnosis diagnosis;
    diagnosis.kind = kind_of_report(race.description);
    diagnosis.stacks = raw_stacks(race, first_thread);
    for (const Suppression& suppression : suppressions)
        if (covers(suppression, diagnosis.kind, diagnosis.stacks)) {
            diagnosis.tolerated = suppression;
            break;
        }
    cut_all(diagnosis.stacks);
    diagnosis.summary = race_summary(diagnosis.kind, diagnosis.stacks);
    diagnosis.signature = sealed(diagnosis.kind, signature_of(diagnosis.kind, diagnosis.stacks));
    return diagnosis;
}

Diagnosis diagnose(const history::Incident& incident, const std::vector<Suppression>& suppressions,
                   unsigned first_thread) {
    if (incident.kind == IncidentKind::race)
        return diagnose(incident.race, suppressions, first_thread);
    Diagnosis diagnosis;
    diagnosis.stacks = raw_stacks(incident, first_thread);
    cut_all(diagnosis.stacks);
    explain(diagnosis, incident);
    diagnosis.signature = sealed(diagnosis.kind, diagnosis.signature);
    return diagnosis;
}

}  // namespace contend::run
