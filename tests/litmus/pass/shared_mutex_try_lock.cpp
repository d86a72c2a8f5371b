// While somebody reads, others may read, and nobody may write.
#include <contend/gtest.hpp>

#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, SharedMutexTryLock) {
    return contend::body([] {
        std::shared_mutex mutex;
        mutex.lock_shared();
        std::thread reader([&] {
            ASSERT_TRUE(mutex.try_lock_shared());
            mutex.unlock_shared();
        });
        std::thread writer([&] { EXPECT_FALSE(mutex.try_lock()); });
        reader.join();
        writer.join();
        mutex.unlock_shared();
        EXPECT_TRUE(mutex.try_lock());
        mutex.unlock();
    });
}
