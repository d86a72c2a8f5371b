#include <contend/interpose/tracer.hpp>

#include <contend/base/random.hpp>
#include <contend/base/system.hpp>
#include <contend/interpose/allocations.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/hook.hpp>

#include <sys/syscall.h>
#include <sys/uio.h>

namespace contend::interpose {
namespace {

// How many bytes of its object tell what a step did.
CONTEND_INLINE std::uint32_t telling_bytes(const Event& event) {
    switch (event.kind) {
        case EventKind::atomic_load:
        case EventKind::atomic_store:
        case EventKind::atomic_update: return event.size <= sizeof(std::uint64_t) ? event.size : 0;
        case EventKind::futex_wait:
        case EventKind::futex_wake: return sizeof(std::uint32_t);
        case EventKind::lock:
        case EventKind::try_lock:
        case EventKind::lock_shared:
        case EventKind::try_lock_shared:
        case EventKind::acquire:
        case EventKind::try_acquire:
        case EventKind::release:
        case EventKind::read_count: return sizeof(std::uint64_t);
        case EventKind::none:
        case EventKind::thread_start:
        case EventKind::thread_end:
        case EventKind::create:
        case EventKind::join:
        case EventKind::read:
        case EventKind::write:
        case EventKind::fence:
        case EventKind::unlock:
        case EventKind::unlock_shared:
        case EventKind::wait:
        case EventKind::spurious_wake:
        case EventKind::signal:
        case EventKind::broadcast:
        case EventKind::barrier:
        case EventKind::once:
        case EventKind::once_end:
        case EventKind::yield:
        case EventKind::sleep:
        case EventKind::clock:
        case EventKind::operation: return 0;
    }
    return 0;
}

// By the kernel: the object may be gone already, or the pointer to it may be what is wrong.
bool peek(const Event& event, std::uint64_t& value) {
    const std::uint32_t size = telling_bytes(event);
    if (size == 0) return false;
    value = 0;
    const iovec to{&value, size};
    const iovec from{const_cast<void*>(event.address), size};
    const long process = base::system::call(SYS_getpid);
    return base::system::call(SYS_process_vm_readv, process, reinterpret_cast<long>(&to), 1,
                              reinterpret_cast<long>(&from), 1) == static_cast<long>(size);
}

}  // namespace

void Tracer::at(LogicalThread& thread, const Event& event, base::ThreadId previous) {
    trace_->digest = base::mix(trace_->digest ^ (std::uint64_t{thread.id} << 32) ^
                               static_cast<std::uint64_t>(event.kind));
    if (last_ != nullptr) last_->held = peek(last_->event, last_->after);
    last_ = nullptr;
    const std::uint64_t index = trace_->total++;
    if (!trace_->record_steps || index >= history::Trace::steps_max) return;
    history::TraceStep& step = trace_->steps[index];
    step.thread = thread.id;
    step.previous = previous;
    step.operation = thread.operation;
    step.event = event;
    step.allocations = allocations();
    const bool known = peek(event, step.before);
    // What is only read needs no next step, which the last one has not.
    step.held = known && event.kind == EventKind::atomic_load;
    step.after = step.before;
    if (known && !step.held) last_ = &step;
    step.mutex = event.kind == EventKind::wait ? thread.gives_up : nullptr;
    const bool yields = execution.pending(previous).kind == EventKind::yield;
    step.preemption = previous != thread.id && !yields &&
                      execution.thread(previous).state == engine::State::runnable;
    if (event.kind != EventKind::thread_start) capture_stack(step.stack, 1);
}

}  // namespace contend::interpose
