// Who goes first is read from a file that gives something else each time.
#include <contend/gtest.hpp>

#include <atomic>
#include <fstream>
#include <thread>

CONTEND_TEST(Litmus, OrderReadFromADevice) {
    return contend::body([] {
               const bool twice = (std::ifstream("/dev/urandom").get() & 1) != 0;
               std::atomic<int> count = 0;
               std::thread other([&] { ++count; });
               ++count;
               if (twice) ++count;
               other.join();
           })
        .expect("nondeterminism");
}
