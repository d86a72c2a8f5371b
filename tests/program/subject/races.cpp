// A whole program: two threads write a global, one of them started by a static initialiser.
#include <thread>

namespace {

int number = 0;

void write() { ++number; }

std::thread early(write);

}  // namespace

int main() {
    write();
    early.join();
}
