// Two threads join each other: one of them is refused, and both end.
#include <contend/gtest.hpp>

#include <errno.h>
#include <pthread.h>
#include <atomic>

namespace {

struct Pair {
    std::atomic<pthread_t> first = 0;
    pthread_t second = 0;
    std::atomic<int> refused = 0;
};

void* join_first(void* argument) {
    Pair& pair = *static_cast<Pair*>(argument);
    if (pthread_join(pair.first, nullptr) == EDEADLK) ++pair.refused;
    return nullptr;
}

void* join_second(void* argument) {
    Pair& pair = *static_cast<Pair*>(argument);
    pair.first = pthread_self();
    pthread_create(&pair.second, nullptr, join_first, &pair);
    if (pthread_join(pair.second, nullptr) == EDEADLK) ++pair.refused;
    return nullptr;
}

}  // namespace

CONTEND_TEST(Litmus, MutualJoin) {
    return contend::body([] {
        Pair pair;
        pthread_t thread{};
        pthread_create(&thread, nullptr, join_second, &pair);
        while (pair.refused == 0) {
        }
        // The one that was refused has left; the other one was joined, or is by now.
        pthread_join(thread, nullptr);
        pthread_join(pair.second, nullptr);
        EXPECT_EQ(pair.refused, 1);
    });
}
