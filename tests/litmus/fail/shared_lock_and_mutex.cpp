// The reader has the shared lock and waits for the mutex, the writer the other way round.
#include <contend/gtest.hpp>

#include <mutex>
#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, SharedLockAndMutex) {
    return contend::body([] {
               std::shared_mutex entries;
               std::mutex log;
               std::thread reader([&] {
                   const std::shared_lock lock_entries(entries);
                   const std::lock_guard lock_log(log);
               });
               std::thread writer([&] {
                   const std::lock_guard lock_log(log);
                   const std::unique_lock lock_entries(entries);
               });
               reader.join();
               writer.join();
           })
        .expect("deadlock");
}
