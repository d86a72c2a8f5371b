#include <contend/engine/operation.hpp>

#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>

namespace contend::engine {

void enter_operation(std::uint16_t number) {
    LogicalThread* const self = current != nullptr ? current : free_run.own_thread();
    if (self != nullptr) self->operation = number;
}

void begin_promise(const base::Promise& promise) {
    if (current != nullptr) execution.promise(*current, promise);
}

void end_promise() {
    if (current != nullptr) execution.end_promise(*current);
}

void pass_edge(std::uint32_t edge) {
    if (current == nullptr) return;
    execution.point(*current, {.size = edge, .kind = schedule::EventKind::operation});
}

void pass_outer_edge(std::uint32_t edge) {
    if (current == nullptr) return;
    execution.pass_outer_edge(*current, {.size = edge, .kind = schedule::EventKind::operation});
}

std::uint64_t next_stamp() {
    static std::uint64_t stamps = 0;
    if (current != nullptr) return ++stamps;  // one thread runs at a time
    return __atomic_add_fetch(&stamps, 1, __ATOMIC_SEQ_CST);
}

bool run_group(unsigned count, void* (*routine)(void*), void* arguments, unsigned long stride) {
    if (current == nullptr) return free_run.run_group(count, routine, arguments, stride);
    LogicalThread& self = *current;
    if (!execution.create_group(self, count, routine, arguments, stride)) return false;
    execution.join_group(self);
    return true;
}

}  // namespace contend::engine
