#include <contend/base/system.hpp>
#include <contend/context/carriers.hpp>
#include <contend/context/pool_thread.hpp>

#include <pthread.h>

namespace contend::context {
namespace {

void wait_for_turn(std::uint32_t& turn) {
    while (__atomic_load_n(&turn, __ATOMIC_ACQUIRE) == 0) base::system::futex_wait(&turn, 0);
    __atomic_store_n(&turn, 0u, __ATOMIC_RELAXED);
}

void give_turn(std::uint32_t& turn) {
    __atomic_store_n(&turn, 1u, __ATOMIC_RELEASE);
    base::system::futex_wake(&turn);
}

void* pool_main(void* argument) {
    auto& thread = *static_cast<engine::LogicalThread*>(argument);
    // On its stack and not in the slot: a thread that is left behind must not hear of the slot's next.
    std::uint32_t turn = 0;
    thread.context.turn = &turn;
    thread.context.kernel_thread_id = base::system::kernel_thread_id();
    accept_signals();
    announce_ready(thread);
    wait_for_turn(turn);
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
        body.context.turn = &body.context.word;
        body.context.provided = true;
    }

    void resume(engine::LogicalThread& from, engine::LogicalThread& to) override {
        std::uint32_t nobody_gives_it = 0;
        std::uint32_t* const own = from.context.turn;
        give_turn(*to.context.turn);
        wait_for_turn(own != nullptr ? *own : nobody_gives_it);
    }
};

constinit Futex carrier;

}  // namespace

engine::Carrier& futex() { return carrier; }

}  // namespace contend::context
