// A whole program without fault: a static initialiser, a guarded global, a sleep, an exit handler, arguments and input.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

namespace {

std::mutex mutex;
int total = 0;
bool initialised = [] { return std::thread([] { total = 1; }).join(), true; }();

void add(int number) {
    std::this_thread::sleep_for(std::chrono::minutes(1));
    const std::lock_guard lock(mutex);
    total += number;
}

void at_exit() { std::printf("total %d\n", total); }

}  // namespace

int main(int count, char** arguments) {
    std::atexit(at_exit);
    char line[64] = "";
    if (std::fgets(line, sizeof line, stdin) != nullptr) std::printf("read %s", line);
    std::thread other(add, 2);
    add(count > 1 ? std::atoi(arguments[1]) : 0);
    other.join();
    return initialised ? 0 : 1;
}
