// Built without exceptions, as C is: so <pthread.h> has the other kind of cleanup handler.
#include "jump_handlers.hpp"

#include <pthread.h>

namespace contend::test {
namespace {

void write_1(void* order) { *static_cast<int*>(order) = *static_cast<int*>(order) * 10 + 1; }
void write_2(void* order) { *static_cast<int*>(order) = *static_cast<int*>(order) * 10 + 2; }

[[gnu::noinline]] void leave(int* order) {
    pthread_cleanup_push(write_2, order);
    pthread_cleanup_push(write_1, order);
    pthread_cleanup_pop(0);
    pthread_exit(order);
    pthread_cleanup_pop(0);
}

}  // namespace

void exit_below_jump_handlers(int* order) {
    pthread_cleanup_push(write_1, order);
    leave(order);
    pthread_cleanup_pop(0);
}

}  // namespace contend::test
