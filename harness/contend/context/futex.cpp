#include <contend/base/system.hpp>
#include <contend/context/carriers.hpp>
#include <contend/context/pool_thread.hpp>

#include <pthread.h>

namespace contend::context {
namespace {

void wait_for_turn(engine::ContextSlot& slot) {
    while (__atomic_load_n(&slot.word, __ATOMIC_ACQUIRE) == 0)
        base::system::futex_wait(&slot.word, 0);
    __atomic_store_n(&slot.word, 0u, __ATOMIC_RELAXED);
}

void give_turn(engine::ContextSlot& slot) {
    __atomic_store_n(&slot.word, 1u, __ATOMIC_RELEASE);
    base::system::futex_wake(&slot.word);
}

void* pool_main(void* argument) {
    auto& thread = *static_cast<engine::LogicalThread*>(argument);
    thread.context.kernel_thread_id = base::system::kernel_thread_id();
    accept_signals();
    announce_ready(thread);
    wait_for_turn(thread.context);
    engine::thread_main(thread);
}

class Futex final : public engine::Carrier {
public:
    const char* name() const override { return "futex"; }

    bool provide(engine::LogicalThread& thread) override {
        return start_pool_thread(thread, pool_main);
    }

    void adopt(engine::LogicalThread& body) override {
        body.context.kernel_thread_id = base::system::kernel_thread_id();
        body.context.handle = static_cast<std::uint64_t>(pthread_self());
        body.context.provided = true;
    }

    void resume(engine::LogicalThread& from, engine::LogicalThread& to) override {
        give_turn(to.context);
        wait_for_turn(from.context);
    }
};

constinit Futex carrier;

}  // namespace

engine::Carrier& futex() { return carrier; }

}  // namespace contend::context
