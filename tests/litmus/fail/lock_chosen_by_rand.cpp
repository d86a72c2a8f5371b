// Which lock is taken depends on numbers that go on from one execution to the next: no schedule brings back what it has shown.
#include <contend/gtest.hpp>

#include <cstdlib>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, LockChosenByRand) {
    return contend::body([] {
               std::mutex stripes[2];
               const auto use = [](std::mutex& stripe) { const std::lock_guard lock(stripe); };
               std::thread first([&] { use(stripes[0]); });
               std::thread second([&] { use(stripes[std::rand() / 256 % 2]); });
               first.join();
               second.join();
           })
        .expect("nondeterminism");
}
