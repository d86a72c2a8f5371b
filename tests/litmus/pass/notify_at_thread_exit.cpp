// The notification, and the unlocking, come when the thread has destroyed its thread-local objects.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

struct SetsTrue {
    ~SetsTrue() { *flag = true; }
    bool* flag = nullptr;
};

}  // namespace

CONTEND_TEST(Litmus, NotifyAtThreadExit) {
    return contend::body([] {
        std::mutex mutex;
        std::condition_variable changed;
        bool ended = false;
        std::thread thread([&] {
            static thread_local SetsTrue sets_true;
            std::unique_lock lock(mutex);
            sets_true.flag = &ended;
            std::notify_all_at_thread_exit(changed, std::move(lock));
        });
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return ended; });
        }
        thread.join();
    });
}
