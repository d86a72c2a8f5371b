// Handlers push_and_exit last pushed first, between the destructors; the ones that were popped do not.
#include <contend/gtest.hpp>

#include <pthread.h>

namespace {

void note(void* argument) { *static_cast<int*>(argument) = *static_cast<int*>(argument) * 10 + 1; }

struct Note {
    ~Note() { number = number * 10 + 2; }
    int& number;
};

void never(void*) { FAIL(); }

void* push_and_exit(void* argument) {
    pthread_cleanup_push(note, argument);
    const Note object{*static_cast<int*>(argument)};
    pthread_cleanup_push(never, nullptr);
    pthread_cleanup_pop(0);
    pthread_cleanup_push(note, argument);
    pthread_exit(nullptr);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return nullptr;
}

}  // namespace

CONTEND_TEST(Litmus, PthreadExitRunsCleanupHandlers) {
    return contend::body([] {
        int order = 0;
        pthread_t thread{};
        pthread_create(&thread, nullptr, push_and_exit, &order);
        pthread_join(thread, nullptr);
        EXPECT_EQ(order, 121);
    });
}
