#include <thread>

int count();

int main() {
    std::thread other(count);
    other.join();
    return count() == 2 ? 0 : 1;
}
