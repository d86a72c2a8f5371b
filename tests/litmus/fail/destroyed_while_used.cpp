// The owner destroys the number when it has asked the user to stop, and not when the user has.
#include <contend/gtest.hpp>

#include <atomic>
#include <memory>
#include <thread>

CONTEND_TEST(Litmus, DestroyedWhileUsed) {
    return contend::body([] {
               auto number = std::make_unique<int>(0);
               std::atomic<bool> stop = false;
               std::thread user([&, raw = number.get()] {
                   if (!stop) ++*raw;
               });
               stop = true;
               number.reset();
               user.join();
           })
        .expect("use-after-free");
}
