#include <contend/run/supervisor.hpp>

#include <contend/base/check.hpp>
#include <contend/base/system.hpp>
#include <contend/interpose/signals.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/incidents.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/sleep_watch.hpp>
#include <contend/run/thread_locals.hpp>
#include <contend/run/worker.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>

namespace contend::run {
namespace {

using Clock = std::chrono::steady_clock;

// Calls that wait shorter than this in the kernel are none of ours: files are written, locks of the
// C library's taken.
constexpr std::chrono::milliseconds sleep_max(1'000);

// The code under test may print in every execution; nobody wants to read that ten thousand times.
// What is said on standard error is kept for the case that the worker dies of something only
// ThreadSanitizer can explain.
void redirect_output(int error_file) {
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
    }
    if (error_file >= 0) dup2(error_file, STDERR_FILENO);
}

std::string tail(int file) {
    constexpr off_t most = 600;
    const off_t size = lseek(file, 0, SEEK_END);
    if (size <= 0) return {};
    std::string text(static_cast<std::size_t>(std::min(size, most)), '\0');
    const ssize_t got = pread(file, text.data(), text.size(), size > most ? size - most : 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

}  // namespace

class Supervisor::Worker {
public:
    Worker(std::uint64_t ticket, const Job& job)
        : ticket_(ticket), job_(job), board_(job.steps_max) {}

    ~Worker() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
        if (channel_ >= 0) close(channel_);
        if (error_file_ >= 0) close(error_file_);
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    bool start() {
        int channel[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) return false;
        error_file_ = memfd_create("contend-worker-stderr", MFD_CLOEXEC);
        std::fflush(nullptr);
        pid_ = fork();
        if (pid_ == 0) {
            close(channel[0]);
            be_worker(channel[1]);
        }
        close(channel[1]);
        channel_ = channel[0];
        last_progress_ = Clock::now();
        return pid_ > 0;
    }

    std::uint64_t ticket() const { return ticket_; }
    int channel() const { return channel_; }
    std::uint64_t executions() const { return board_->executions; }
    void stop() { board_->stop = 1; }

    // True when the worker has ended.
    bool serve(const Judge& judge) {
        char byte = 0;
        if (!base::system::read_all(channel_, &byte, 1)) return true;
        for (unsigned i = 0; i < board_->query_count; ++i)
            board_->rulings[i] = judge(board_->queries[i]);
        base::system::write_all(channel_, &byte, 1);
        last_progress_ = Clock::now();
        sleep_.forget();
        return false;
    }

    // Wakes a worker that makes no progress; ends it when even that does not help.
    void watch() {
        const Clock::time_point now = Clock::now();
        if (board_->executions != seen_executions_) {
            seen_executions_ = board_->executions;
            last_progress_ = now;
            sleep_.forget();
            return;
        }
        if (asked_) {
            if (now - asked_at_ > std::chrono::seconds(1)) kill(pid_, SIGKILL);
            return;
        }
        const int thread = board_->kernel_thread != 0 ? board_->kernel_thread : pid_;
        const std::chrono::milliseconds patience(job_.hang_timeout_ms);
        const bool asleep = board_->phase == Phase::exploring &&
                            sleep_.lasts(pid_, thread, now, std::min(patience, sleep_max));
        if (!asleep && now - last_progress_ < patience) return;
        board_->asleep = asleep;
        asked_ = true;
        asked_at_ = now;
        base::system::call(SYS_tgkill, pid_, thread, interpose::hang_signal());
    }

    Outcome collect() {
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        Outcome outcome = read_board(*board_);
        const bool ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (board_->phase == Phase::done && ended_well) return outcome;
        if (board_->phase == Phase::harness_error) {
            outcome.ending = Ending::harness_error;
            outcome.message = board_->harness_error.c_str();
        } else if (board_->phase == Phase::starting) {
            outcome.ending = Ending::harness_error;
            const bool told = outcome.incident.kind != history::IncidentKind::none;
            outcome.message = fmt::format(
                "a worker process did not come up: {} {}",
                told ? outcome.incident.message.c_str() : describe(status), tail(error_file_));
        } else if (outcome.incident.kind == history::IncidentKind::none) {
            outcome.ending = Ending::incident;
            outcome.incident.kind = !asked_          ? history::IncidentKind::crash
                                    : board_->asleep ? history::IncidentKind::kernel_wait
                                                     : history::IncidentKind::no_progress;
            outcome.incident.message = base::FixedString<1024>(describe(status).c_str());
        }
        return outcome;
    }

private:
    [[noreturn]] void be_worker(int channel) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        redirect_output(error_file_);
        run_job(job_, *board_, [channel](Board&) {
            char byte = 'Q';
            base::system::write_all(channel, &byte, 1);
            return base::system::read_all(channel, &byte, 1);
        });
        base::system::exit_now(0);
    }

    static std::string describe(int status) {
        if (WIFSIGNALED(status)) return interpose::describe_signal(WTERMSIG(status));
        return fmt::format("the process ended with status {} in the middle of an execution",
                           WEXITSTATUS(status));
    }

    std::uint64_t ticket_;
    Job job_;
    SharedBoard board_;
    pid_t pid_ = -1;
    int channel_ = -1;
    int error_file_ = -1;
    bool asked_ = false;  // where it is; an answer is its end
    Clock::time_point asked_at_;
    SleepWatch sleep_;
    std::uint64_t seen_executions_ = 0;
    Clock::time_point last_progress_;
};

Supervisor::Supervisor(Judge judge) : judge_(std::move(judge)) {
    thread_locals();  // read here, once, for every worker
}
Supervisor::~Supervisor() = default;

void Supervisor::start(std::uint64_t ticket, const Job& job) {
    auto worker = std::make_unique<Worker>(ticket, job);
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

Outcome Supervisor::run(const Job& job) {
    start(0, job);
    for (;;)
        if (auto ended = wait(std::chrono::hours(1))) return std::move(ended->outcome);
}

namespace {

// A debugger stops here, with the thread that failed on top.
void stop_for_debugger(const Board& board) {
    const Diagnosis diagnosis = diagnose(board.incident, {});
    fmt::print(stderr, "contend: {}: {}\n", report::title(diagnosis.kind), diagnosis.summary);
    std::fflush(stderr);
    std::signal(SIGABRT, SIG_DFL);
    std::raise(SIGABRT);
}

}  // namespace

Outcome run_in_process(const Job& job, const Judge& judge) {
    const SharedBoard board(job.steps_max);
    Job here = job;
    here.in_process = true;
    tell_of_fatal_incidents(stop_for_debugger);
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
