// Goal: who is woken is the schedule's decision; by default, who waits longest.
#include <unit/engine/worker.hpp>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace contend::engine {
namespace {

class Wake : public test::WorkerTest {};

struct Order {
    int woken[3];
    int count;
};

// Three threads wait, one after another; then they are woken one at a time.
void wake_three(Order& order) {
    std::mutex mutex;
    std::condition_variable condition;
    int waiting = 0;
    int tickets = 0;
    order.count = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&, i] {
            std::unique_lock lock(mutex);
            ++waiting;
            condition.wait(lock, [&] { return tickets > 0; });
            --tickets;
            order.woken[order.count++] = i;
        });
        while (std::lock_guard(mutex), waiting <= i) std::this_thread::yield();
    }
    for (int i = 0; i < 3; ++i) {
        const std::lock_guard lock(mutex);
        ++tickets;
        condition.notify_one();
    }
    for (std::thread& thread : threads) thread.join();
}

TEST_F(Wake, reaches_who_waits_longest_by_default) {
    test::Shared<Order> order;
    const run::Outcome outcome = test::outcome_of([&] { wake_three(*order); });
    ASSERT_EQ(outcome.ending, run::Ending::completed) << outcome.message;
    EXPECT_EQ(std::vector<int>(order->woken, order->woken + 3), (std::vector<int>{0, 1, 2}));
}

TEST_F(Wake, reaches_each_of_the_waiting_threads_under_some_schedule) {
    std::set<int> first;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        test::Shared<Order> order;
        const auto body = [&] { wake_three(*order); };
        ASSERT_EQ(test::outcome_of(body, test::one_execution(seed)).ending, run::Ending::completed);
        first.insert(order->woken[0]);
    }
    EXPECT_EQ(first, (std::set<int>{0, 1, 2}));
}

}  // namespace
}  // namespace contend::engine
