// Passes where contend finds the race, and no other.
#include <contend/gtest.hpp>

#include <memory>
#include <mutex>
#include <thread>

namespace {

/// Two threads increment a number.
template <class Mutex> void count() {
    Mutex mutex;
    auto counted = std::make_unique<int>(0);
    const auto increment = [&] {
        const std::lock_guard lock(mutex);
        ++*counted;
    };
    std::thread other(increment);
    increment();
    other.join();
}

struct NoMutex {
    void lock() {}
    void unlock() {}
};

}  // namespace

CONTEND_TEST(Counter, is_right_under_a_lock) { return contend::body(count<std::mutex>); }

CONTEND_TEST(Counter, races_without) { return contend::body(count<NoMutex>).expect("data-race"); }
