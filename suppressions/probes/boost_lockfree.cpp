// raise: two producers and two consumers of a queue that recycles its nodes.
// other: beside it, what went through the queue is counted in a variable that nobody guards.
#include <boost/lockfree/queue.hpp>
#include <cstring>
#include <thread>

namespace {

boost::lockfree::queue<int> queue{4};
long count = 0;

void produce() {
    for (int i = 0; i < 20000; ++i)
        while (!queue.push(i)) std::this_thread::yield();
}

void consume(bool counted) {
    int value = 0;
    for (int i = 0; i < 20000; ++i) {
        while (!queue.pop(value)) std::this_thread::yield();
        if (counted) ++count;
    }
}

}  // namespace

int main(int, char** arguments) {
    const bool other = std::strcmp(arguments[1], "other") == 0;
    std::thread threads[] = {std::thread(produce), std::thread(produce),
                             std::thread(consume, other), std::thread(consume, other)};
    for (std::thread& thread : threads) thread.join();
}
