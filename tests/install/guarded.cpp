// One thread is in the middle of a write when another reads: the guard ends the process.
#include <contend/fault.hpp>

#include <atomic>
#include <chrono>
#include <thread>

int main() {
    contend::AccessGuard guard;
    std::atomic<bool> writes{false};
    std::thread writer([&] {
        const contend::Writing writing(guard);
        writes = true;
        for (;;) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    while (!writes) std::this_thread::yield();
    const contend::Reading reading(guard);
    writer.join();
}
