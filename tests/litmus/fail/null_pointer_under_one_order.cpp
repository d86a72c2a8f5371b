// The pointer is set in time, or it is not.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, NullPointerUnderOneOrder) {
    return contend::body([] {
               int number = 1;
               std::atomic<int*> pointer = nullptr;
               std::thread setter([&] { pointer = &number; });
               std::thread user([&] { *pointer.load() = 2; });
               setter.join();
               user.join();
           })
        .expect("crash");
}
