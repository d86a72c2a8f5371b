// Each thread of each execution starts without a value; what it stores is destroyed when it ends.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <atomic>
#include <thread>

namespace {

std::atomic<int> alive = 0;

void destroy(void* value) {
    delete static_cast<int*>(value);
    --alive;
}

}  // namespace

CONTEND_TEST(Litmus, Keys) {
    return contend::body([] {
        pthread_key_t key{};
        EXPECT_EQ(pthread_key_create(&key, destroy), 0);
        const auto use = [key] {
            EXPECT_EQ(pthread_getspecific(key), nullptr);
            int* const own = new int(7);
            ++alive;
            EXPECT_EQ(pthread_setspecific(key, own), 0);
            EXPECT_EQ(pthread_getspecific(key), own);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
        EXPECT_EQ(alive, 0);
        EXPECT_EQ(pthread_key_delete(key), 0);
    });
}
