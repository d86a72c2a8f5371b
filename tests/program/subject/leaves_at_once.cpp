// A whole program: races, and leaves without exit handlers.
#include <unistd.h>
#include <thread>

namespace {

int number = 0;

void increment() { ++number; }

}  // namespace

int main() {
    std::thread other(increment);
    increment();
    other.join();
    _exit(0);
}
