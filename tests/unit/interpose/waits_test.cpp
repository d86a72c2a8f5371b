// Goal: locks exclude, readers share, and waits end when they should, under every schedule.
#include <unit/engine/worker.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

namespace contend::interpose {
namespace {

class Waits : public test::WorkerTest {
protected:
    // Many schedules; nothing may be found.
    template <class Function> static void expect_clean(Function body) {
        run::Job job;
        job.count = 2'000;
        const run::Outcome outcome = test::outcome_of(std::move(body), job);
        EXPECT_EQ(outcome.ending, run::Ending::completed) << outcome.message;
        EXPECT_EQ(outcome.executions, job.count);
    }
};

TEST_F(Waits, let_readers_share_what_one_writer_has_alone) {
    test::Shared<bool> wrong;
    const auto body = [&] {
        std::shared_mutex mutex;
        auto value = std::make_unique<int>(0);
        const auto write = [&] {
            const std::lock_guard lock(mutex);
            ++*value;
        };
        const auto read = [&] {
            const std::shared_lock lock(mutex);
            if (*value < 0 || *value > 2) *wrong = true;
        };
        std::thread threads[] = {std::thread(write), std::thread(read), std::thread(write),
                                 std::thread(read)};
        for (std::thread& thread : threads) thread.join();
        if (*value != 2) *wrong = true;
    };
    expect_clean(body);
    EXPECT_FALSE(*wrong);
}

TEST_F(Waits, let_a_second_reader_in_while_the_first_stays) {
    const auto body = [] {
        std::shared_mutex mutex;
        const std::shared_lock stays(mutex);
        std::thread([&] { const std::shared_lock enters(mutex); }).join();
    };
    expect_clean(body);
}

TEST_F(Waits, pass_every_item_through_a_bounded_queue) {
    test::Shared<int> sum;
    const auto body = [&] {
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<int> queue;
        int taken = 0;
        std::thread producer([&] {
            for (int i = 1; i <= 3; ++i) {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return queue.empty(); });
                queue.push_back(i);
                changed.notify_all();
            }
        });
        for (int i = 0; i < 3; ++i) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return !queue.empty(); });
            taken += queue.back();
            queue.pop_back();
            changed.notify_all();
        }
        producer.join();
        *sum = taken;
    };
    expect_clean(body);
    EXPECT_EQ(*sum, 6);
}

TEST_F(Waits, run_the_destructors_of_thread_local_objects_before_the_join) {
    static int destroyed = 0;
    struct Local {
        ~Local() { ++destroyed; }
        int value = 0;
    };
    test::Shared<int> seen;
    const auto body = [&] {
        destroyed = 0;
        std::thread([] {
            static thread_local Local local;
            ++local.value;
        }).join();
        *seen = destroyed;
    };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*seen, 1);
}

}  // namespace
}  // namespace contend::interpose
