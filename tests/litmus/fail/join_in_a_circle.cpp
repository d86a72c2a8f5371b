// Each of three threads waits for the end of the next one. Only two would be refused.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, JoinInACircle) {
    return contend::body([] {
               std::thread first([body = pthread_self()] { pthread_join(body, nullptr); });
               std::thread second([&] { first.join(); });
               second.join();
           })
        .expect("deadlock");
}
