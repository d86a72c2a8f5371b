// A whole program: a lost update of an atomic counter, which the final output and the exit status tell.
#include <atomic>
#include <cstdio>
#include <thread>

namespace {

std::atomic<int> counter = 0;

void increment() { counter = counter + 1; }

}  // namespace

int main() {
    std::thread first(increment);
    std::thread second(increment);
    first.join();
    second.join();
    std::printf("counted %d\n", counter.load());
    return counter == 2 ? 0 : 1;
}
