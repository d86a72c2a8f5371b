#pragma once

#include <contend/run/job.hpp>
#include <contend/run/worker.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace contend::run {

class WorkerProcess;

/// So often in a row a worker may be killed before it gets on; then nobody outside does it.
inline constexpr unsigned kills_max = 8;

/// What the last of so many Ending::killed is: an incident, or, of a worker that never came to run
/// code under test, an error of the harness.
void stop_blaming_others(Outcome& outcome);

/// Rules on a race report that a worker asks about.
using Judge = std::function<Ruling(const history::RaceRecord&)>;

/// Forks workers, answers their questions, watches over them, and turns whatever becomes of them
/// into outcomes.
///
/// A worker that crashes, leaves, or makes no progress is an incident with the schedule of its
/// running execution. One that is killed (SIGKILL) may be so from outside: Ending::killed. The parent
/// must be single-threaded when it forks. One thread uses a Supervisor.
class Supervisor {
public:
    explicit Supervisor(Judge judge);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    /// Starts a worker on the job; `ticket` comes back with its outcome. The job's body must stay
    /// valid.
    void start(std::uint64_t ticket, const Job& job);

    std::size_t running() const;

    /// The executions that running workers have completed so far.
    std::uint64_t executions_under_way() const;

    /// Waits at most `patience` for one worker to end; empty when none did.
    struct Ended {
        std::uint64_t ticket;
        Outcome outcome;
    };
    std::optional<Ended> wait(std::chrono::milliseconds patience);

    /// Asks every worker to end after its running execution.
    void stop_all();

    /// Ends them at once and forgets their outcomes.
    void kill_all();

    /// start() and wait() for a single job, which is started again when its worker is killed.
    Outcome run(const Job& job);

private:
    Judge judge_;
    std::vector<std::unique_ptr<WorkerProcess>> workers_;
};

/// Runs the job in this process (--contend_isolation=none): a fatal incident prints itself and
/// aborts, which stops a debugger where it happened.
Outcome run_in_process(const Job& job, const Judge& judge);

}  // namespace contend::run
