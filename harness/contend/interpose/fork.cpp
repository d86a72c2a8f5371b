// A process that the code under test forks is none of the execution's threads: it runs freely, and
// ends as it likes. Programs that are started by other means were never under control.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>

using namespace contend::interpose;

extern "C" pid_t fork() {
    const pid_t child = __interceptor_fork();
    if (child == 0) current = nullptr;
    return child;
}
