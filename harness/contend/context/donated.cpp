#include <contend/base/system.hpp>
#include <contend/context/carriers.hpp>
#include <contend/context/pool_thread.hpp>
#include <contend/context/switch.hpp>

#include <pthread.h>

namespace contend::context {
namespace {

// No handler ever runs on these (signals are blocked) and the parked loop pushes nothing.
alignas(16) char park_stacks[base::threads_max][64];

void* pool_main(void* argument) {
    auto& thread = *static_cast<engine::LogicalThread*>(argument);
    engine::ContextSlot& slot = thread.context;
    slot.kernel_thread_id = base::system::kernel_thread_id();
    slot.thread_pointer = read_thread_pointer();
    announce_ready(thread);
    contend_context_donate(&slot.stack_pointer, park_stacks[thread.id] + sizeof park_stacks[0],
                           &slot.word);
    engine::thread_main(thread);
}

class Donated final : public engine::Carrier {
public:
    const char* name() const override { return "donated"; }

    bool provide(engine::LogicalThread& thread) override {
        thread.context.word = 0;
        if (!start_pool_thread(thread, pool_main)) return false;
        while (__atomic_load_n(&thread.context.word, __ATOMIC_ACQUIRE) == 0)
            base::system::futex_wait(&thread.context.word, 0);
        return true;
    }

    void adopt(engine::LogicalThread& body) override {
        switch_ = find_switch();
        body.context.kernel_thread_id = base::system::kernel_thread_id();
        body.context.thread_pointer = read_thread_pointer();
        body.context.handle = static_cast<std::uint64_t>(pthread_self());
        body.context.provided = true;
    }

    void resume(engine::LogicalThread& from, engine::LogicalThread& to) override {
        switch_(&from.context.stack_pointer, to.context.stack_pointer, to.context.thread_pointer);
    }

private:
    Switch* switch_ = nullptr;
};

constinit Donated carrier;

}  // namespace

engine::Carrier& donated() { return carrier; }

}  // namespace contend::context
