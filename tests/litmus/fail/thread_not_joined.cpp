// The destructor of a joinable std::thread ends the program.
#include <contend/gtest.hpp>

#include <thread>

CONTEND_TEST(Litmus, ThreadNotJoined) {
    return contend::body([] { const std::thread thread([] {}); }).expect("terminate");
}
