#include <contend/engine/operation.hpp>

#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>

namespace contend::engine {

void enter_operation(std::uint16_t number) {
    LogicalThread* const self = current != nullptr ? current : free_run.own_thread();
    if (self != nullptr) self->operation = number;
}

bool run_group(unsigned count, void* (*routine)(void*), void* arguments, unsigned long stride) {
    if (current == nullptr) return free_run.run_group(count, routine, arguments, stride);
    LogicalThread& self = *current;
    if (!execution.create_group(self, count, routine, arguments, stride)) return false;
    execution.join_group(self);
    return true;
}

}  // namespace contend::engine
