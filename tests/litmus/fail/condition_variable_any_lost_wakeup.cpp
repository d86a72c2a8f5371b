// The notification may come before the wait.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, ConditionVariableAnyLostWakeup) {
    return contend::body([] {
               std::recursive_mutex mutex;
               std::condition_variable_any done;
               std::thread worker([&] { done.notify_one(); });
               {
                   std::unique_lock lock(mutex);
                   done.wait(lock);
               }
               worker.join();
           })
        .expect("lost-wakeup");
}
