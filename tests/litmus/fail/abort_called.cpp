// The program gives up.
#include <contend/gtest.hpp>

#include <cstdlib>
#include <thread>

CONTEND_TEST(Litmus, AbortCalled) {
    return contend::body([] {
               std::thread thread([] { std::abort(); });
               thread.join();
           })
        .expect("crash");
}
