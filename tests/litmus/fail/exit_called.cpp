// A thread must not end the process that the others run in.
#include <contend/gtest.hpp>

#include <cstdlib>
#include <thread>

CONTEND_TEST(Litmus, ExitCalled) {
    return contend::body([] {
               std::thread thread([] { std::exit(0); });
               thread.join();
           })
        .expect("crash");
}
