// Three at a table, each takes the left fork first: all may hold one and wait for the next.
#include <contend/gtest.hpp>

#include <array>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, Philosophers) {
    return contend::body([] {
               std::array<std::mutex, 3> forks;
               const auto dine = [&](std::size_t seat) {
                   const std::lock_guard left(forks[seat]);
                   const std::lock_guard right(forks[(seat + 1) % 3]);
               };
               std::thread first(dine, 0);
               std::thread second(dine, 1);
               std::thread third(dine, 2);
               first.join();
               second.join();
               third.join();
           })
        .expect("deadlock");
}
