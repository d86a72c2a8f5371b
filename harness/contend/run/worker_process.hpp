#pragma once

#include <contend/run/orders_memory.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/sleep_watch.hpp>
#include <contend/run/supervisor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace contend::run {

/// One worker, seen by its supervisor: forked from this process to run the job's body, or the job's
/// program started anew, which forks a process for each execution itself.
class WorkerProcess {
public:
    WorkerProcess(std::uint64_t ticket, const Job& job);
    /// Ends it at once.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// False when the system gives no more processes.
    bool start();

    std::uint64_t ticket() const { return ticket_; }
    std::uint64_t executions() const { return board_->executions; }

    /// Readable when the worker asks something or has ended.
    int channel() const { return channel_; }

    /// Answers a question; true when the worker has ended instead.
    bool serve(const Judge& judge);

    /// Asks it to end after the running execution.
    void stop() { board_->stop = 1; }

    /// To be called now and then: wakes a worker that makes no progress, and ends it when even that
    /// does not help.
    void watch();

    /// What became of it; it has ended.
    Outcome collect();

private:
    bool start_fork(int its_channel);
    bool start_program(int its_channel);
    [[noreturn]] void be_worker(int channel);
    void explain_start(Outcome& outcome, int status) const;
    int running_process() const;
    void note_progress();
    bool starved(std::chrono::steady_clock::duration since_progress) const;
    bool was_killed(int status) const;
    history::IncidentKind hang_kind() const;

    std::uint64_t ticket_;
    Job job_;
    std::unique_ptr<SharedBoard> shared_board_;  ///< of a fork
    std::unique_ptr<OrdersMemory> orders_;       ///< of a program
    Board* board_ = nullptr;
    int process_ = -1;
    int channel_ = -1;
    int output_file_ = -1;   ///< standard error; of a program, standard output too
    bool given_up_ = false;  // killed by this one, for it did not even say where it is
    bool asked_ = false;     // where it is; an answer is its end
    std::chrono::steady_clock::time_point asked_at_;
    SleepWatch sleep_;
    std::uint64_t seen_executions_ = 0;
    int seen_process_ = -1;  ///< running_process() then
    std::chrono::steady_clock::time_point last_progress_;
    std::chrono::nanoseconds used_at_progress_{};  ///< its processor time then
};

}  // namespace contend::run
