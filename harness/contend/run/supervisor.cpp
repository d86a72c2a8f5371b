#include <contend/run/supervisor.hpp>

#include <contend/base/check.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/thread_locals.hpp>
#include <contend/run/worker.hpp>
#include <contend/run/worker_process.hpp>
#include <contend/worker/incidents.hpp>

#include <fmt/format.h>
#include <poll.h>
#include <csignal>
#include <cstdio>

namespace contend::run {

using Clock = std::chrono::steady_clock;

Supervisor::Supervisor(Judge judge) : judge_(std::move(judge)) {
    thread_locals();  // read here, once, for every worker
}
Supervisor::~Supervisor() = default;

void Supervisor::start(std::uint64_t ticket, const Job& job) {
    auto worker = std::make_unique<WorkerProcess>(ticket, job);
    CONTEND_CHECK(worker->start());
    workers_.push_back(std::move(worker));
}

std::size_t Supervisor::running() const { return workers_.size(); }

std::uint64_t Supervisor::executions_under_way() const {
    std::uint64_t sum = 0;
    for (const auto& worker : workers_) sum += worker->executions();
    return sum;
}

std::optional<Supervisor::Ended> Supervisor::wait(std::chrono::milliseconds patience) {
    const Clock::time_point end = Clock::now() + patience;
    while (!workers_.empty()) {
        std::vector<pollfd> channels;
        for (const auto& worker : workers_) channels.push_back({worker->channel(), POLLIN, 0});
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        const auto nap =
            std::max(std::min(left, std::chrono::milliseconds(100)), std::chrono::milliseconds(0));
        poll(channels.data(), channels.size(), static_cast<int>(nap.count()));
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            // Who asks sleeps until it is answered.
            if (channels[i].revents == 0) workers_[i]->watch();
            if (channels[i].revents == 0 || !workers_[i]->serve(judge_)) continue;
            Ended ended{workers_[i]->ticket(), workers_[i]->collect()};
            workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
            return ended;
        }
        if (Clock::now() >= end) break;
    }
    return std::nullopt;
}

void Supervisor::stop_all() {
    for (const auto& worker : workers_) worker->stop();
}

void Supervisor::kill_all() { workers_.clear(); }

void stop_blaming_others(Outcome& outcome) {
    outcome.ending = outcome.message.empty() ? Ending::incident : Ending::harness_error;
}

Outcome Supervisor::run(const Job& job) {
    for (unsigned kills = 0;;) {
        start(0, job);
        std::optional<Ended> ended;
        while (!ended) ended = wait(std::chrono::hours(1));
        Outcome& outcome = ended->outcome;
        if (outcome.ending == Ending::killed && ++kills < kills_max) continue;
        if (outcome.ending == Ending::killed) stop_blaming_others(outcome);
        return std::move(outcome);
    }
}

namespace {

// A debugger stops here, with the thread that failed on top.
void stop_for_debugger(const Board& board) {
    if (board.phase == Phase::harness_error) {
        fmt::print(stderr, "contend: {}\n", board.harness_error.c_str());
    } else {
        const Diagnosis diagnosis = diagnose(board.incident, {});
        fmt::print(stderr, "contend: {}: {}\n", report::title(diagnosis.kind), diagnosis.summary);
    }
    std::fflush(stderr);
    std::signal(SIGABRT, SIG_DFL);
    std::raise(SIGABRT);
}

}  // namespace

Outcome run_in_process(const Job& job, const Judge& judge) {
    const SharedBoard board(job.steps_max);
    Job here = job;
    here.in_process = true;
    worker::tell_of_fatal_incidents(stop_for_debugger);
    run_job(here, *board, [&judge](Board& asking) {
        for (unsigned i = 0; i < asking.query_count; ++i)
            asking.rulings[i] = judge(asking.queries[i]);
        return true;
    });
    Outcome outcome = read_board(*board);
    if (board->phase == Phase::harness_error) {
        outcome.ending = Ending::harness_error;
        outcome.message = board->harness_error.c_str();
    }
    return outcome;
}

}  // namespace contend::run
