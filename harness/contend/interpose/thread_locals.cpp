#include <contend/interpose/thread_locals.hpp>

namespace contend::interpose {
namespace {

const ThreadLocal* the_variables = nullptr;
std::size_t variable_count = 0;

// Those that thread 0 had used before the first execution, by index. The ones beyond count as used.
constexpr std::size_t noted_max = 4096;
bool used_before[noted_max];

// Volatile: a loop that the compiler turns into memcpy or memcmp would be an intercepted call.
volatile char* own(const ThreadLocal& variable) {
    return static_cast<char*>(__builtin_thread_pointer()) + variable.offset;
}

char initial_byte(const ThreadLocal& variable, std::size_t index) {
    return index < variable.initialised ? variable.initial[index] : '\0';
}

bool is_as_new(const ThreadLocal& variable) {
    const volatile char* const object = own(variable);
    for (std::size_t byte = 0; byte < variable.size; ++byte)
        if (object[byte] != initial_byte(variable, byte)) return false;
    return true;
}

void renew(const ThreadLocal& variable) {
    volatile char* const object = own(variable);
    for (std::size_t byte = 0; byte < variable.size; ++byte)
        object[byte] = initial_byte(variable, byte);
}

}  // namespace

void renew_thread_locals(const ThreadLocal* variables, std::size_t count) {
    the_variables = variables;
    variable_count = count;
    for (std::size_t i = 0; i < count && i < noted_max; ++i)
        used_before[i] = !is_as_new(variables[i]);
}

void renew_own_thread_locals(base::ThreadId id) {
    for (std::size_t i = 0; i < variable_count; ++i)
        if (id != 0 || (i < noted_max && !used_before[i])) renew(the_variables[i]);
}

}  // namespace contend::interpose
