#include <contend/context/pool_thread.hpp>

#include <contend/base/system.hpp>

#include <pthread.h>
#include <sys/syscall.h>

namespace contend::context {
namespace {

// A pool thread is started once and for ever, one at a time, so one word does for all.
std::uint32_t ready = 0;

// The kernel's signal set, all bits, or the one before.
std::uint64_t block_signals(std::uint64_t mask) {
    constexpr long set_mask = 2;
    std::uint64_t before = 0;
    base::system::call(SYS_rt_sigprocmask, set_mask, reinterpret_cast<long>(&mask),
                       reinterpret_cast<long>(&before), sizeof mask);
    return before;
}

}  // namespace

bool start_pool_thread(engine::LogicalThread& thread, void* (*main)(void*)) {
    __atomic_store_n(&ready, 0u, __ATOMIC_RELAXED);
    // The new thread inherits the mask: no signal may ever run a handler on a kernel thread whose
    // thread-local storage another one is using.
    const std::uint64_t before = block_signals(~std::uint64_t{0});
    pthread_t handle{};
    const int error = pthread_create(&handle, nullptr, main, &thread);
    block_signals(before);
    if (error != 0) return false;
    // Nobody joins it. And runtime v2 would take a thread of a forked process for this one, if the C
    // library gives it the same stack.
    pthread_detach(handle);
    while (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) == 0) base::system::futex_wait(&ready, 0);
    thread.context.handle = static_cast<std::uint64_t>(handle);
    thread.context.provided = true;
    return true;
}

void accept_signals() { block_signals(0); }

void announce_ready(engine::LogicalThread&) {
    __atomic_store_n(&ready, 1u, __ATOMIC_RELEASE);
    base::system::futex_wake(&ready);
}

}  // namespace contend::context
