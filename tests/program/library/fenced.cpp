#include <atomic>

namespace {
std::atomic<int> flag;
}

[[gnu::noinline]] void publish_it() {
    std::atomic_thread_fence(std::memory_order_release);
    flag.store(1, std::memory_order_relaxed);
}

int main() { publish_it(); }
