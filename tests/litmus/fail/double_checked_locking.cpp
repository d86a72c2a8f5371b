// The first look at the pointer is not atomic.
#include <contend/gtest.hpp>

#include <memory>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, DoubleCheckedLocking) {
    return contend::body([] {
               std::mutex mutex;
               std::unique_ptr<int> instance;
               const auto use = [&] {
                   if (!instance) {
                       const std::lock_guard lock(mutex);
                       if (!instance) instance = std::make_unique<int>(42);
                   }
                   EXPECT_EQ(*instance, 42);
               };
               std::thread first(use);
               std::thread second(use);
               first.join();
               second.join();
           })
        .expect("data-race");
}
