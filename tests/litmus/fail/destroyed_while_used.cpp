// The owner destroys the number and only then tells the user, who was to be told before.
#include <contend/gtest.hpp>

#include <atomic>
#include <memory>
#include <thread>

CONTEND_TEST(Litmus, DestroyedWhileUsed) {
    return contend::body([] {
               auto number = std::make_unique<int>(0);
               std::atomic<bool> ready = false;
               std::thread user([&, raw = number.get()] {
                   while (!ready) std::this_thread::yield();
                   ++*raw;
               });
               number.reset();
               ready = true;
               user.join();
           })
        .expect("use-after-free");
}
