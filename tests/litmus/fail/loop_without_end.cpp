// The loop never comes to a scheduling point; it is given up after the time without one.
#include <contend/gtest.hpp>

#include <thread>

CONTEND_TEST(Litmus, LoopWithoutEnd) {
    return contend::body([] {
               std::thread looper([] {
                   int number = 0;
                   int* volatile kept = &number;
                   while (*kept == 0) {
                   }
               });
               looper.join();
           })
        .expect("livelock");
}
