#include <contend/run/worker_process.hpp>

#include <contend/base/system.hpp>
#include <contend/interpose/signals.hpp>
#include <contend/run/modules.hpp>
#include <contend/run/start_program.hpp>

#include <fcntl.h>
#include <fmt/format.h>
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

std::string tail(int file, off_t most) {
    const off_t size = lseek(file, 0, SEEK_END);
    if (size <= 0) return {};
    std::string text(static_cast<std::size_t>(std::min(size, most)), '\0');
    const ssize_t got = pread(file, text.data(), text.size(), size > most ? size - most : 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

// Processor time that the process has used; zero when it is gone.
std::chrono::nanoseconds processor_time_of(int process) {
    clockid_t clock{};
    timespec used{};
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0) return {};
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

std::string describe(int status) {
    if (WIFSIGNALED(status)) return interpose::describe_signal(WTERMSIG(status));
    return fmt::format("the process ended with status {} in the middle of an execution",
                       WEXITSTATUS(status));
}

}  // namespace

WorkerProcess::WorkerProcess(std::uint64_t ticket, const Job& job) : ticket_(ticket), job_(job) {
    if (job_.program == nullptr) {
        shared_board_ = std::make_unique<SharedBoard>(job_.steps_max);
        board_ = &**shared_board_;
    } else {
        orders_ = std::make_unique<OrdersMemory>(job_);
        board_ = &orders_->board();
    }
}

WorkerProcess::~WorkerProcess() {
    if (process_ > 0) {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    if (channel_ >= 0) close(channel_);
    if (output_file_ >= 0) close(output_file_);
}

bool WorkerProcess::start() {
    int channel[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) return false;
    output_file_ = memfd_create("contend-worker-output", MFD_CLOEXEC);
    channel_ = channel[0];
    const bool started =
        job_.program == nullptr ? start_fork(channel[1]) : start_program(channel[1]);
    close(channel[1]);
    note_progress();
    return started;
}

bool WorkerProcess::start_fork(int its_channel) {
    std::fflush(nullptr);
    // Not fork(): the runtime would lock and unlock, and so copy, its tables of stacks. With one
    // thread there is nobody to lock out.
    process_ = _Fork();
    if (process_ == 0) {
        close(channel_);
        be_worker(its_channel);
    }
    return process_ > 0;
}

bool WorkerProcess::start_program(int its_channel) {
    process_ = run::start_program(*job_.program, {.memory = orders_->file(),
                                                  .channel = its_channel,
                                                  .output = output_file_,
                                                  .input = job_.program->input,
                                                  .counts = job_.counts_file});
    return process_ > 0;
}

void WorkerProcess::be_worker(int channel) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    redirect_output(output_file_);
    run_job(job_, *board_, [channel](Board&) {
        char byte = worker::question_reports;
        base::system::write_all(channel, &byte, 1);
        return base::system::read_all(channel, &byte, 1);
    });
    base::system::exit_now(0);
}

bool WorkerProcess::serve(const Judge& judge) {
    char question = 0;
    if (!base::system::read_all(channel_, &question, 1)) return true;
    if (question == worker::question_started) {
        learn_modules(orders_->orders());
    } else {
        for (unsigned i = 0; i < board_->query_count; ++i)
            board_->rulings[i] = judge(board_->queries[i]);
    }
    // Nobody may be there to hear it: a worker can be killed while it waits for an answer.
    base::system::send_all(channel_, &question, 1);
    note_progress();
    return false;
}

void WorkerProcess::note_progress() {
    seen_process_ = running_process();
    last_progress_ = Clock::now();
    used_at_progress_ = processor_time_of(seen_process_);
    sleep_.forget();
}

int WorkerProcess::running_process() const {
    const bool one_runs = orders_ != nullptr && orders_->orders().running > 0;
    return one_runs ? orders_->orders().running : process_;
}

void WorkerProcess::watch() {
    const Clock::time_point now = Clock::now();
    const int process = running_process();
    if (board_->executions != seen_executions_ || process != seen_process_) {
        seen_executions_ = board_->executions;
        note_progress();
        return;
    }
    if (asked_) {
        if (now - asked_at_ <= std::chrono::seconds(1)) return;
        given_up_ = true;
        kill(process, SIGKILL);
        return;
    }
    const int thread = board_->kernel_thread != 0 ? board_->kernel_thread : process;
    const std::chrono::milliseconds patience(job_.hang_timeout_ms);
    const bool out_of_patience = now - last_progress_ >= patience;
    // Threads that run freely sleep when the program says so, and wake by themselves.
    const bool freely = job_.strategy == StrategyName::parallel;
    const bool asleep = board_->phase == Phase::exploring &&
                        sleep_.lasts(process, thread, now, std::min(patience / 2, sleep_max)) &&
                        (out_of_patience || !freely);
    if (!asleep && !out_of_patience) return;
    if (is_stopped(process)) {
        // Not its own doing, so no hang; and not to be waited for, so another is to do its work.
        kill(process, SIGKILL);
        return;
    }
    if (!asleep && starved(now - last_progress_)) return;
    board_->asleep = asleep;
    asked_ = true;
    asked_at_ = now;
    base::system::call(SYS_tgkill, process, thread, interpose::hang_signal());
}

// On a busy machine a worker gets nowhere because it does not run. One that uses no processor for very
// long, and does not sleep either, is stuck all the same.
bool WorkerProcess::starved(Clock::duration since_progress) const {
    const std::chrono::milliseconds patience(job_.hang_timeout_ms);
    return processor_time_of(seen_process_) - used_at_progress_ < patience / 2 &&
           since_progress < 10 * patience;
}

Outcome WorkerProcess::collect() {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    Outcome outcome = read_board(*board_);
    constexpr off_t output_max = 4096;
    if (orders_ != nullptr) outcome.output = tail(output_file_, output_max);
    if (was_killed(status) && !outcome.later_seen) {
        // Whatever was being written to the board then, it may be half of it.
        outcome.incident = {};
        outcome.incident.kind = history::IncidentKind::crash;
        outcome.incident.message = base::FixedString<1024>(describe(status).c_str());
        if (board_->phase == Phase::starting) explain_start(outcome, status);
        outcome.ending = Ending::killed;
        return outcome;
    }
    const bool none = outcome.incident.kind == history::IncidentKind::none;
    // To be killed after all is done is to end well.
    const bool ended_well = (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
                            (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    if (board_->phase == Phase::done && ended_well) {
        if (outcome.incident.kind == history::IncidentKind::crash && asked_)
            outcome.incident.kind = hang_kind();
        return outcome;
    }
    if (board_->phase == Phase::harness_error) {
        outcome.ending = Ending::harness_error;
        outcome.message = board_->harness_error.c_str();
    } else if (board_->phase == Phase::starting) {
        explain_start(outcome, status);
    } else if (none) {
        outcome.ending = Ending::incident;
        outcome.incident.kind = asked_ ? hang_kind() : history::IncidentKind::crash;
        outcome.incident.message = base::FixedString<1024>(describe(status).c_str());
    }
    return outcome;
}

// Not by its supervisor, and not after it was done.
bool WorkerProcess::was_killed(int status) const {
    const bool at_work = board_->phase == Phase::starting || board_->phase == Phase::exploring;
    return at_work && !given_up_ && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

history::IncidentKind WorkerProcess::hang_kind() const {
    if (!board_->asleep) return history::IncidentKind::no_progress;
    return job_.strategy == StrategyName::parallel ? history::IncidentKind::deadlock
                                                   : history::IncidentKind::kernel_wait;
}

void WorkerProcess::explain_start(Outcome& outcome, int status) const {
    outcome.ending = Ending::harness_error;
    if (orders_ != nullptr && !orders_->orders().understood) {
        outcome.message = fmt::format(
            "{} did not take its orders: it was linked with another version of contend, or it is a "
            "script that starts another program. {}",
            job_.program->path, tail(output_file_, 600));
        return;
    }
    const bool told = outcome.incident.kind != history::IncidentKind::none;
    outcome.message = fmt::format("a worker process did not come up: {} {}",
                                  told ? outcome.incident.message.c_str() : describe(status),
                                  tail(output_file_, 600));
}

}  // namespace contend::run
