// The initialiser waits for its own end.
#include <contend/gtest.hpp>

#include <functional>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, CallOnceWithinItself) {
    return contend::body([] {
               std::once_flag once;
               std::thread thread(
                   [&] { std::call_once(once, [&] { std::call_once(once, [] {}); }); });
               thread.join();
           })
        .expect("deadlock");
}
