// A destructor that stores anew is run again, a limited number of times; keys come after thread-local objects.
#include <contend/gtest.hpp>

#include <limits.h>
#include <pthread.h>
#include <atomic>
#include <thread>

namespace {

std::atomic<int> rounds = 0;
std::atomic<bool> object_destroyed = false;
pthread_key_t key;

struct Object {
    ~Object() { object_destroyed = true; }
    int value = 0;
};

void store_again(void* value) {
    EXPECT_TRUE(object_destroyed);
    EXPECT_EQ(pthread_getspecific(key), nullptr);
    ++rounds;
    pthread_setspecific(key, value);
}

}  // namespace

CONTEND_TEST(Litmus, KeyDestructorStoresAgain) {
    return contend::body([] {
        rounds = 0;
        object_destroyed = false;
        pthread_key_create(&key, store_again);
        std::thread([] {
            static thread_local Object object;
            ++object.value;
            pthread_setspecific(key, &key);
        }).join();
        EXPECT_EQ(rounds, PTHREAD_DESTRUCTOR_ITERATIONS);
        pthread_key_delete(key);
    });
}
