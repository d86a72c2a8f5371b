// Two may hold it shared, and both write.
#include <contend/gtest.hpp>

#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, WriteUnderSharedLock) {
    return contend::body([] {
               std::shared_mutex mutex;
               int number = 0;
               const auto increment = [&] {
                   const std::shared_lock lock(mutex);
                   ++number;
               };
               std::thread first(increment);
               std::thread second(increment);
               first.join();
               second.join();
           })
        .expect("data-race");
}
