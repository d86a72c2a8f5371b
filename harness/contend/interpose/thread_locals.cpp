#include <contend/interpose/thread_locals.hpp>

namespace contend::interpose {
namespace {

const ThreadLocal* the_variables = nullptr;
std::size_t variable_count = 0;

}  // namespace

void renew_thread_locals(const ThreadLocal* variables, std::size_t count) {
    the_variables = variables;
    variable_count = count;
}

void renew_own_thread_locals() {
    char* const thread = static_cast<char*>(__builtin_thread_pointer());
    for (std::size_t i = 0; i < variable_count; ++i) {
        const ThreadLocal& variable = the_variables[i];
        // Volatile: a loop that the compiler turns into memcpy would be an intercepted call.
        volatile char* const object = thread + variable.offset;
        for (std::size_t byte = 0; byte < variable.size; ++byte)
            object[byte] = byte < variable.initialised ? variable.initial[byte] : '\0';
    }
}

}  // namespace contend::interpose
