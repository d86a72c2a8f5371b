// Load and store are atomic, the increment is not. ThreadSanitizer has nothing to say to this.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, LostUpdate) {
    return contend::body([] {
               std::atomic<int> counter = 0;
               const auto increment = [&] { counter.store(counter.load() + 1); };
               std::thread first(increment);
               std::thread second(increment);
               first.join();
               second.join();
               EXPECT_EQ(counter, 2);
           })
        .expect("assertion");
}
