#include <contend/program/zygote.hpp>

#include <contend/base/system.hpp>
#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/process_end.hpp>
#include <contend/interpose/signals.hpp>
#include <contend/interpose/symbol_server.hpp>
#include <contend/program/modules.hpp>
#include <contend/program/zero_pages.hpp>
#include <contend/worker/incidents.hpp>
#include <contend/worker/orders.hpp>
#include <contend/worker/run.hpp>

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/single_threaded.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <new>

namespace contend::program {
namespace {

using base::system::call;
using base::system::exit_now;
using worker::Board;
using worker::Orders;

Orders* orders = nullptr;
Board* board = nullptr;
worker::Task task;
worker::Strategies* strategies = nullptr;

// How many executions may run so far. Shared: processes that are to be executions wait for it.
std::uint32_t* released = nullptr;
constexpr std::uint32_t no_more = ~std::uint32_t{0};

void* map(std::size_t size, int flags, int file) {
    const long memory =
        call(SYS_mmap, 0, static_cast<long>(size), PROT_READ | PROT_WRITE, flags, file, 0);
    constexpr long errors = -4096;
    return memory < 0 && memory > errors ? nullptr : reinterpret_cast<void*>(memory);
}

bool ask(char question) {
    return call(SYS_write, worker::channel_descriptor, reinterpret_cast<long>(&question), 1) == 1 &&
           base::system::read_all(worker::channel_descriptor, &question, 1);
}

constexpr worker::Judge judge = {[](void*, Board&) { return ask(worker::question_reports); },
                                 nullptr};

// Shared by the processes of all executions: what the strategies learn, which reports are known, and
// how many may run.
bool share_memory() {
    constexpr int flags = MAP_SHARED | MAP_ANONYMOUS;
    void* const learned = map(sizeof(worker::Strategies), flags, -1);
    void* const known = map(interpose::ignored_reports_size(), flags, -1);
    released = static_cast<std::uint32_t*>(map(sizeof *released, flags, -1));
    if (learned == nullptr || known == nullptr || released == nullptr) return false;
    strategies = new (learned) worker::Strategies(task);
    interpose::keep_ignored_reports_in(known);
    return true;
}

// Programs that this one starts have no business with them.
void keep_descriptors() {
    for (int file = worker::memory_descriptor; file <= worker::counts_descriptor; ++file)
        call(SYS_fcntl, file, F_SETFD, FD_CLOEXEC);
}

void* map_shared(int file) {
    struct stat status{};
    if (fstat(file, &status) != 0) return nullptr;
    return map(static_cast<std::size_t>(status.st_size), MAP_SHARED, file);
}

bool take_orders() {
    keep_descriptors();
    void* const memory = map_shared(worker::memory_descriptor);
    if (memory == nullptr) return false;
    orders = static_cast<Orders*>(memory);
    if (orders->magic != Orders::magic_number || orders->board_bytes != sizeof(Board)) return false;
    task = orders->task;
    const worker::OrdersLayout layout = worker::layout_of(orders->schedule_size, task.steps_max);
    task.schedule = {
        reinterpret_cast<const schedule::Switch*>(static_cast<char*>(memory) + layout.schedule),
        orders->schedule_size};
    task.plant = interpose::plant;
    if (task.interleavings != nullptr)
        task.interleavings =
            static_cast<worker::InterleavingCounts*>(map_shared(worker::counts_descriptor));
    board = reinterpret_cast<Board*>(static_cast<char*>(memory) + layout.board);
    return share_memory();
}

// An execution's input is the same each time, and its output is its own.
void connect_standard_streams() {
    call(SYS_ftruncate, worker::output_descriptor, 0);
    call(SYS_lseek, worker::output_descriptor, 0, SEEK_SET);
    call(SYS_lseek, worker::input_descriptor, 0, SEEK_SET);
    call(SYS_dup3, worker::input_descriptor, STDIN_FILENO);
    call(SYS_dup3, worker::output_descriptor, STDOUT_FILENO);
    call(SYS_dup3, worker::output_descriptor, STDERR_FILENO);
}

/// The program's own end, after its exit handlers and static destructors: registered before all of
/// them, this runs last.
void end_of_program(int status) {
    if (orders->running != static_cast<int>(call(SYS_getpid))) return;  // a child of the program's
    if (engine::running_freely)
        engine::free_run.leave();
    else if (engine::current != nullptr)
        engine::execution.leave();
    else
        return;
    fflush(nullptr);
    worker::end_execution(*board, judge);
    if (status != orders->expected_status) {
        base::FixedString<128> message("the program ended with exit status ");
        message.append_number(static_cast<unsigned>(status & 0xff));
        worker::note_incident(*board, history::IncidentKind::assertion, message.c_str(), "");
    }
    orders->status = status;
    orders->ended = true;
    exit_now(status);
}

void end_with_parent() { call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL); }

void be_execution(std::uint64_t index) {
    orders->running = static_cast<int>(call(SYS_getpid));
    connect_standard_streams();
    worker::set_up(task, *board);
    interpose::record_creations(true);
    worker::begin_execution(task, *board, *strategies, index);
}

// Whoever kills an execution may not be the program: that is for the supervisor to tell.
void pass_on_kill(int status) {
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        call(SYS_kill, call(SYS_getpid), SIGKILL);
}

// The process of an execution has ended; true when the next one may start.
bool settle(int status) {
    if (board->phase == worker::Phase::harness_error) exit_now(0);
    // First: what was being written to the board then may be half of it.
    if (!orders->ended) pass_on_kill(status);
    if (board->incident.kind != history::IncidentKind::none) return false;
    if (orders->ended) {
        ++board->executions;
        return board->stop == 0;
    }
    board->incident.kind = history::IncidentKind::crash;
    base::FixedString<1024> message;
    if (WIFSIGNALED(status))
        message.append(interpose::describe_signal(WTERMSIG(status)));
    else
        message.append("the process ended in the middle of an execution, with exit status ")
            .append_number(static_cast<unsigned>(WEXITSTATUS(status)));
    board->incident.message = message;
    return false;
}

int wait_for(int process) {
    int status = 0;
    constexpr long interrupted = -4;
    while (call(SYS_wait4, process, reinterpret_cast<long>(&status)) == interrupted) {
    }
    return status;
}

void release(std::uint32_t count) {
    __atomic_store_n(released, count, __ATOMIC_RELEASE);
    base::system::futex_wake(released);
}

void wait_for_release(std::uint32_t index, long parent) {
    end_with_parent();
    if (call(SYS_getppid) != parent) exit_now(0);  // it had ended before
    for (;;) {
        const std::uint32_t count = __atomic_load_n(released, __ATOMIC_ACQUIRE);
        if (count == no_more) exit_now(0);
        if (count > index) return;
        base::system::futex_wait(released, count);
    }
}

// The process of an execution, the index-th from here: it waits until that many have been released.
// Past the C library's fork(), whose handlers are the program's and the runtime's.
pid_t fork_execution(std::uint64_t index) {
    const long parent = call(SYS_getpid);
    const pid_t process = _Fork();
    if (process == 0) wait_for_release(static_cast<std::uint32_t>(index), parent);
    return process;
}

bool may_go_on() { return board->stop == 0 && !strategies->finished(); }

// Runs the task's executions, each in a process that was forked while the one before ran, on another
// processor if there is one. True in the process of an execution.
bool fork_executions() {
    constexpr pid_t none = -1;
    pid_t process = task.count != 0 && may_go_on() ? fork_execution(0) : none;
    if (process == 0) return be_execution(task.first), true;
    for (std::uint64_t i = 1; process > 0; ++i) {
        orders->ended = false;
        release(static_cast<std::uint32_t>(i));
        const pid_t next = i < task.count ? fork_execution(i) : none;
        if (next == 0) return be_execution(task.first + i), true;
        const bool goes_on = settle(wait_for(process)) && may_go_on();
        if (!goes_on && next > 0) {
            release(no_more);
            wait_for(next);
        }
        process = goes_on ? next : none;
    }
    return false;
}

// The detector proves itself in a process of its own, forked as those of executions are.
bool check_detector() {
    const pid_t process = _Fork();
    if (process == 0) {
        worker::set_up(task, *board);
        exit_now(worker::prove_detector(task, *board) ? 0 : 1);
    }
    const int status = wait_for(process);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    pass_on_kill(status);
    if (board->harness_error.empty())
        board->harness_error
            .append("the race detector could not be tried: the process that tried it ")
            .append(WIFSIGNALED(status) ? interpose::describe_signal(WTERMSIG(status)) : "ended");
    board->phase = worker::Phase::harness_error;
    return false;
}

// What the runtime makes for the first lock of a process is most of what a short execution would take:
// two megabytes, page by page. Made here it is there in every execution.
void warm_up_runtime() {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_destroy(&mutex);
}

// Threads, too: to start one takes the runtime and the kernel more than a short execution takes else.
// How many is fixed, so that where things lie in memory is the same in every execution and replay.
void provide_threads() {
    constexpr unsigned threads = 4;
    const char single_threaded = __libc_single_threaded;
    if (!worker::provide_threads(task, *board, threads)) return;
    // As far as the program can know there is one thread, and libstdc++ counts references without
    // atomics until there are more. A thread's stack is larger than what is looked at here: the
    // runtime has started a thread of its own, which may be using it.
    __libc_single_threaded = single_threaded;
    constexpr std::size_t less_than_a_stack = std::size_t{2} << 20;
    give_back_zero_pages(less_than_a_stack);
}

void warm_up() {
    warm_up_runtime();
    constexpr std::size_t all_but_shadow = std::size_t{64} << 20;
    give_back_zero_pages(all_but_shadow);
    provide_threads();
    interpose::let_program_exit(end_of_program);
}

void forget_early_binding() {
    const char* const value = getenv(worker::binding_variable);
    if (value != nullptr && strcmp(value, worker::binding_mark) == 0)
        unsetenv(worker::binding_variable);
}

// Returns in the process of an execution.
void serve() {
    end_with_parent();
    if (!take_orders()) exit_now(2);
    list_modules(*orders);
    orders->understood = true;
    if (!ask(worker::question_started)) exit_now(0);
    warm_up();
    if (!check_detector()) exit_now(0);
    board->phase = worker::Phase::exploring;
    if (fork_executions()) return;
    board->replay_used = strategies->replayed();
    strategies->tell(*board);
    board->phase = worker::Phase::done;
    exit_now(0);
}

}  // namespace

void explore_if_told() {
    if (getenv(interpose::symbol_server_variable) != nullptr) interpose::serve_symbols();
    if (getenv(worker::program_variable) == nullptr) return;
    unsetenv(worker::program_variable);
    forget_early_binding();
    serve();
}

}  // namespace contend::program
