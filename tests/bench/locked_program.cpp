// The scenario of locked.cpp as a whole program.
#include <mutex>
#include <thread>

int main() {
    constexpr int times = 12;
    std::mutex mutex;
    int tally = 0;
    const auto add = [&] {
        for (int i = 0; i < times; ++i) {
            const std::lock_guard lock(mutex);
            ++tally;
        }
    };
    std::thread threads[] = {std::thread(add), std::thread(add), std::thread(add)};
    for (std::thread& thread : threads) thread.join();
    return tally == 3 * times ? 0 : 1;
}
