// An exception leaves its thread.
#include <contend/gtest.hpp>

#include <stdexcept>
#include <thread>

CONTEND_TEST(Litmus, ExceptionUncaught) {
    return contend::body([] {
               std::thread thread([] { throw std::runtime_error("nobody catches this"); });
               thread.join();
           })
        .expect("terminate");
}
