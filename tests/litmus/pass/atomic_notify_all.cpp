// Both waiting threads are let go. A bool is no futex word: the library waits for one of its own.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, AtomicNotifyAll) {
    return contend::body([] {
        std::atomic<bool> open = false;
        const auto pass = [&] { open.wait(false); };
        std::thread first(pass);
        std::thread second(pass);
        open.store(true);
        open.notify_all();
        first.join();
        second.join();
    });
}
