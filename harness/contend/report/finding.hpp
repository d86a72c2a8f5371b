#pragma once

#include <contend/report/kind.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A finding as plain data: what went wrong, where, in which scenario, under which schedule.
///
/// All types here are values: copyable, comparable, without invariants of their own. Strings are
/// meant to be UTF-8; writers replace what is not. Empty strings and zero numbers mean "not known".
///
/// Logical threads are named by their number everywhere: 0 is the thread that runs the initial and
/// final part (or the body of an explored closure), 1, 2, … are the threads of the scenario, or
/// those the closure starts, in order of creation. Scenario::threads, Step::thread and
/// Stack::thread agree on it.
namespace contend::report {

/// One line of a stack, as the symboliser gave it or cut down by frames.hpp.
struct Frame {
    std::string function = {};  ///< "Cache::put(int, int)"
    std::string file = {};      ///< path of the source file; empty without debug information
    std::uint32_t line = 0;     ///< from 1; 0: not known
    std::uint32_t column = 0;   ///< from 1; 0: not known
    std::string module = {};    ///< path of the program or shared library
    std::uint64_t offset = 0;   ///< offset of the return address within the module
    bool user = false;          ///< the user's code, not a library's, the runtime's or contend's

    bool operator==(const Frame&) const = default;
};

/// A stack and what it is the stack of. For a race there are two accesses; for a deadlock, one
/// stack a thread whose title says what the thread holds and what it waits for.
struct Stack {
    std::string title = {};  ///< "write of 8 bytes by thread 2 in put(1, 2)", without a final colon
    std::optional<int> thread = {};  ///< the logical thread; none for places such as an allocation
    std::vector<Frame> frames = {};  ///< innermost first

    bool operator==(const Stack&) const = default;
};

/// One call of an operation with its arguments, and how it ended in the failing execution.
struct Call {
    std::string text = {};    ///< "put(1, 2)"
    std::string result = {};  ///< "true"; empty for void and for a call that did not return
    bool unfinished = false;  ///< the execution ended before the call returned
    std::uint64_t began =
        0;  ///< moments on one clock, of the call and its return; both 0: not known
    std::uint64_t returned = 0;

    bool operator==(const Call&) const = default;
};

/// One concurrent thread of a scenario: a column of the table. Free code has threads without calls.
struct ScenarioThread {
    int id = 0;                    ///< number of the logical thread
    std::string name = {};         ///< the name the user gave the thread; may be empty
    std::vector<Call> calls = {};  ///< in program order

    bool operator==(const ScenarioThread&) const = default;
};

/// What was executed: an initial part on thread 0, the threads side by side, a final part on thread
/// 0.
struct Scenario {
    std::vector<Call> initial = {};
    std::vector<ScenarioThread> threads = {};
    std::vector<Call> final = {};

    bool operator==(const Scenario&) const = default;
};

/// What a lock, an atomic, a semaphore or a condition holds after a step.
struct ObjectState {
    std::string object = {};  ///< "lock 0x7b0400001a80"
    std::string state = {};   ///< "held by thread 2; thread 1 waiting", "free", "3"

    bool operator==(const ObjectState&) const = default;
};

/// One event of the failing execution, in the order in which it happened.
struct Step {
    int thread = 0;          ///< number of the logical thread
    std::string event = {};  ///< "locks mutex 0x7b04", "atomic load of 0x7b08, acquire: 3"
    std::string operation =
        {};            ///< the call that was running, as in Call::text; empty outside any operation
    Frame frame = {};  ///< where: the top user frame
    bool switched = false;                  ///< the step before this one was another thread's
    bool preemption = false;                ///< and that thread could have gone on
    std::vector<ObjectState> objects = {};  ///< those it changed or looked at, as they are after it

    bool operator==(const Step&) const = default;
};

/// The order of events that led to the finding. `steps` may be shortened by whoever fills it:
/// `omitted` says by how many; the token always holds the whole schedule.
struct Schedule {
    std::uint64_t preemptions = 0;
    bool minimal = false;  ///< all schedules with fewer preemptions were executed, and are right
    std::uint64_t switches = 0;
    std::vector<Step> steps = {};
    std::uint64_t omitted = 0;

    bool operator==(const Schedule&) const = default;
};

/// An order of the scenario's calls that does not explain their results.
struct TriedOrder {
    std::vector<std::string> calls =
        {};                     ///< those whose results fit, in this order: "put(1, 2): true"
    std::uint64_t omitted = 0;  ///< calls before them that are not listed
    std::string conflict = {};  ///< "get(1) gives nullopt there, but gave 2"

    bool operator==(const TriedOrder&) const = default;
};

/// Why no order of the calls explains what they gave.
struct Orders {
    std::uint64_t tried = 0;  ///< in all
    std::vector<TriedOrder> shown = {};

    bool operator==(const Orders&) const = default;
};

/// How often replaying the token showed the same finding again, in fresh processes.
struct Confirmed {
    std::uint32_t times = 0;
    std::uint32_t of = 0;

    bool operator==(const Confirmed&) const = default;
};

/// Why a finding does not count as a failure.
struct Tolerated {
    std::string reason = {};   ///< the user's words
    std::string pattern = {};  ///< the suppression or pattern that matched
    std::uint64_t count = 0;   ///< how many times it was seen

    bool operator==(const Tolerated&) const = default;
};

/// Something wrong with the code under test. Failures of the harness are never findings.
struct Finding {
    Kind kind = Kind::data_race;
    std::string summary =
        {};  ///< one line, no final full stop: "put(1, 2) races with get(1) on Cache::size_"
    std::string token =
        {};  ///< replays exactly this finding; empty when there is nothing to replay
    Scenario scenario = {};
    Schedule schedule = {};
    Orders orders = {};              ///< of a history that no order explains
    std::vector<Stack> stacks = {};  ///< "frames" in JSON
    Confirmed confirmed = {};
    std::optional<Tolerated> tolerated = {};
    std::string output = {};     ///< of a whole program: what the failing execution printed last
    std::string signature = {};  ///< equal for two sightings of the same defect, across runs

    bool operator==(const Finding&) const = default;
};

}  // namespace contend::report
