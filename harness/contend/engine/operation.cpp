#include <contend/engine/operation.hpp>

#include <contend/engine/execution.hpp>

namespace contend::engine {

void enter_operation(std::uint16_t number) { current->operation = number; }

bool run_group(unsigned count, void* (*routine)(void*), void* arguments, unsigned long stride) {
    LogicalThread& self = *current;
    if (!execution.create_group(self, count, routine, arguments, stride)) return false;
    execution.join_group(self);
    return true;
}

}  // namespace contend::engine
