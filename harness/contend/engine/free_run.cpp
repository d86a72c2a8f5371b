#include <contend/engine/free_run.hpp>

#include <contend/base/system.hpp>
#include <contend/engine/execution.hpp>

#include <pthread.h>
#include <sys/syscall.h>

namespace contend::engine {
namespace {

constinit thread_local LogicalThread* own = nullptr;

// Of all that happens at a thread's end, what is kept under a key is destroyed last.
bool key_made = false;
pthread_key_t end_key;

// Threads that are to start together.
struct Gate {
    std::uint32_t open = 0;
    LogicalThread::Routine routine = nullptr;
};

struct Member {
    Gate* gate;
    void* argument;
    pthread_t thread;
};

// Not by anything the race detector knows: it would order the threads.
void* pass_gate(void* argument) {
    const Member& member = *static_cast<const Member*>(argument);
    while (__atomic_load_n(&member.gate->open, __ATOMIC_ACQUIRE) == 0)
        base::system::futex_wait(&member.gate->open, 0);
    return member.gate->routine(member.argument);
}

}  // namespace

constinit bool running_freely = false;
constinit FreeRun free_run;

FreeWait::FreeWait(Waiting what) {
    if (own != nullptr) own->waiting = what;
}

FreeWait::~FreeWait() {
    if (own != nullptr) own->waiting = Waiting::nothing;
}

unsigned FreeRun::count() const {
    const std::uint32_t made = __atomic_load_n(&count_, __ATOMIC_RELAXED);
    return made < base::threads_max ? made : base::threads_max;
}

void FreeRun::begin() {
    if (!key_made) key_made = pthread_key_create(&end_key, on_thread_end) == 0;
    process_ = static_cast<int>(base::system::call(SYS_getpid));
    for (unsigned i = 0; i < count(); ++i) threads_[i] = {};
    threads_[0].id = 0;
    threads_[0].state = State::runnable;
    threads_[0].context.kernel_thread_id = base::system::kernel_thread_id();
    own = &threads_[0];
    count_ = 1;
    live_ = 0;
    running_freely = true;
}

void FreeRun::end() {
    const FreeWait wait(Waiting::end);
    for (;;) {
        const std::uint32_t live = __atomic_load_n(&live_, __ATOMIC_ACQUIRE);
        if (live == 0) break;
        base::system::futex_wait(&live_, live);
    }
    leave();
}

void FreeRun::leave() {
    running_freely = false;
    own = nullptr;
}

LogicalThread* FreeRun::create(LogicalThread::Routine routine, void* argument) {
    const std::uint32_t id = __atomic_fetch_add(&count_, 1, __ATOMIC_RELAXED);
    if (!key_made || id >= base::threads_max) return nullptr;
    LogicalThread& thread = threads_[id];
    thread.id = static_cast<base::ThreadId>(id);
    thread.routine = routine;
    thread.argument = argument;
    thread.creator = own != nullptr ? own->id : base::ThreadId{0};
    __atomic_fetch_add(&live_, 1, __ATOMIC_RELAXED);
    return &thread;
}

void FreeRun::withdraw(LogicalThread& thread) { on_thread_end(&thread); }

void FreeRun::on_thread_end(void* thread) {
    static_cast<LogicalThread*>(thread)->state = State::finished;
    if (__atomic_sub_fetch(&free_run.live_, 1, __ATOMIC_RELEASE) == 0)
        base::system::futex_wake(&free_run.live_);
}

void* FreeRun::thread_main(void* slot) {
    auto& thread = *static_cast<LogicalThread*>(slot);
    own = &thread;
    thread.context.kernel_thread_id = base::system::kernel_thread_id();
    thread.state = State::runnable;
    pthread_setspecific(end_key, slot);
    return thread.routine(thread.argument);
}

bool FreeRun::run_group(unsigned count, LogicalThread::Routine routine, void* arguments,
                        unsigned long stride) {
    Gate gate;
    gate.routine = routine;
    Member members[base::threads_max];
    unsigned started = 0;
    for (; started < count && started < base::threads_max; ++started) {
        Member& member = members[started];
        member.gate = &gate;
        member.argument = static_cast<char*>(arguments) + started * stride;
        if (pthread_create(&member.thread, nullptr, pass_gate, &member) != 0) break;
    }
    __atomic_store_n(&gate.open, 1, __ATOMIC_RELEASE);
    base::system::futex_wake(&gate.open);
    for (unsigned i = 0; i < started; ++i) pthread_join(members[i].thread, nullptr);
    return started == count;
}

LogicalThread* FreeRun::calling_thread() {
    if (!running_freely || process_ != static_cast<int>(base::system::call(SYS_getpid)))
        return nullptr;
    return own != nullptr ? own : &threads_[0];
}

LogicalThread* FreeRun::own_thread() { return own; }

LogicalThread* running_thread() { return current != nullptr ? current : free_run.calling_thread(); }

base::ThreadId FreeRun::id_of(int kernel_thread) const {
    for (unsigned i = count(); i-- > 0;)
        if (threads_[i].context.kernel_thread_id == kernel_thread) return threads_[i].id;
    return base::no_thread;
}

void FreeRun::visit_stacks(int signal, void (*visit)(LogicalThread&)) {
    constexpr std::uint64_t patience = 200'000'000;
    visit_ = visit;
    for (unsigned i = 0; i < count(); ++i) {
        LogicalThread& thread = threads_[i];
        if (&thread == own || thread.state != State::runnable) continue;
        const std::uint32_t before = __atomic_load_n(&visited_, __ATOMIC_ACQUIRE);
        __atomic_store_n(&visits_, before + 1, __ATOMIC_RELEASE);
        const std::uint64_t start = base::system::monotonic_ns();
        base::system::call(SYS_tgkill, process_, thread.context.kernel_thread_id, signal);
        while (__atomic_load_n(&visited_, __ATOMIC_ACQUIRE) == before &&
               base::system::monotonic_ns() - start < patience)
            base::system::futex_wait(&visited_, before, patience / 20);
        // Who comes too late must not answer for the next.
        __atomic_store_n(&visits_, __atomic_load_n(&visited_, __ATOMIC_ACQUIRE), __ATOMIC_RELEASE);
    }
}

bool FreeRun::answer_visit() {
    const std::uint32_t visit = __atomic_load_n(&visits_, __ATOMIC_ACQUIRE);
    if (!running_freely || own == nullptr || visit == __atomic_load_n(&visited_, __ATOMIC_ACQUIRE))
        return false;
    visit_(*own);
    __atomic_store_n(&visited_, visit, __ATOMIC_RELEASE);
    base::system::futex_wake(&visited_);
    return true;
}

}  // namespace contend::engine
