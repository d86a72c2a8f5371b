// A mutex that notes who locks it is a mutex, to a scheduler and to the race detector.
#include <contend/gtest.hpp>
#include <contend/observe.hpp>

#include <thread>

CONTEND_TEST(Litmus, ObservedMutex) {
    return contend::body([] {
        contend::ObservedMutex mutex("counter");
        contend::ObservedSharedMutex shared("readers");
        int counter = 0;
        const auto work = [&] {
            {
                const std::lock_guard lock(mutex);
                ++counter;
            }
            const std::shared_lock lock(shared);
        };
        std::thread first(work);
        std::thread second(work);
        first.join();
        second.join();
        EXPECT_EQ(counter, 2);
    });
}
