// More threads than an execution may have: the program does not expect to be refused one.
#include <contend/gtest.hpp>

#include <thread>

CONTEND_TEST(Litmus, TooManyThreads) {
    return contend::body([] {
               for (int i = 0; i < 300; ++i) std::thread([] {}).detach();
           })
        .expect("terminate");
}
