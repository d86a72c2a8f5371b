// It works with any lock.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, ConditionVariableAny) {
    return contend::body([] {
        std::shared_mutex mutex;
        std::condition_variable_any changed;
        bool ready = false;
        std::thread waiter([&] {
            std::shared_lock lock(mutex);
            changed.wait(lock, [&] { return ready; });
        });
        std::thread setter([&] {
            {
                const std::lock_guard lock(mutex);
                ready = true;
            }
            changed.notify_all();
        });
        waiter.join();
        setter.join();
    });
}
