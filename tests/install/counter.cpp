// A user's program: an update that some interleavings lose.
#include <atomic>
#include <thread>

static std::atomic<int> count{0};

static void increment() { count = count + 1; }

int main() {
    std::thread first(increment);
    std::thread second(increment);
    first.join();
    second.join();
    return count == 2 ? 0 : 1;
}
