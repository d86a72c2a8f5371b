// A catch-all that does not rethrow would keep the thread from ending; the C library ends the program.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, PthreadExitSwallowed) {
    return contend::body([] {
               std::thread([] {
                   try {
                       pthread_exit(nullptr);
                   } catch (...) {
                   }
               }).join();
           })
        .expect("terminate");
}
