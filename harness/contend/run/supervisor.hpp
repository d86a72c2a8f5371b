#pragma once

#include <contend/run/job.hpp>
#include <contend/run/worker.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace contend::run {

class WorkerProcess;

/// Rules on a race report that a worker asks about.
using Judge = std::function<Ruling(const history::RaceRecord&)>;

/// Forks workers, answers their questions, watches over them, and turns whatever becomes of them
/// into outcomes.
///
/// A worker that crashes, is killed, leaves, or makes no progress is an incident with the schedule
/// of its running execution. The parent must be single-threaded when it forks. One thread uses a
/// Supervisor.
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

    /// start() and wait() for a single job.
    Outcome run(const Job& job);

private:
    Judge judge_;
    std::vector<std::unique_ptr<WorkerProcess>> workers_;
};

/// Runs the job in this process (--contend_isolation=none): a fatal incident prints itself and
/// aborts, which stops a debugger where it happened.
Outcome run_in_process(const Job& job, const Judge& judge);

}  // namespace contend::run
