// Goal: time under control passes only by sleeping, waiting and looking at clocks, and is the same in every execution.
#include <unit/engine/worker.hpp>

#include <contend/interpose/virtual_time.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace contend::interpose {
namespace {

using std::chrono::hours;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

class Time : public test::WorkerTest {};

std::int64_t ns(nanoseconds time) { return time.count(); }

TEST_F(Time, passes_an_hour_at_once) {
    test::Shared<std::int64_t> passed;
    const auto sleep = [&] {
        const auto start = steady_clock::now();
        std::this_thread::sleep_for(hours(1));
        *passed = ns(steady_clock::now() - start);
    };
    EXPECT_EQ(test::outcome_of(sleep).ending, run::Ending::completed);
    EXPECT_GE(*passed, ns(hours(1)));
    EXPECT_LT(*passed, ns(hours(1)) + ns(std::chrono::seconds(1)));
}

TEST_F(Time, starts_at_the_same_moment_in_every_execution) {
    test::Shared<std::int64_t> first;
    test::Shared<std::int64_t> last;
    const auto look = [&] {
        const std::int64_t now = ns(system_clock::now().time_since_epoch());
        if (*first == 0) *first = now;
        *last = now;
    };
    run::Job job = test::one_execution();
    job.count = 3;
    EXPECT_EQ(test::outcome_of(look, job).executions, 3U);
    EXPECT_EQ(*first, *last);
    EXPECT_GE(*first, static_cast<std::int64_t>(realtime_start_ns));
}

TEST_F(Time, wakes_sleepers_in_the_order_of_their_deadlines) {
    test::Shared<int> order;
    const auto body = [&] {
        std::thread late([&] {
            std::this_thread::sleep_for(hours(2));
            *order = *order * 10 + 2;
        });
        std::thread early([&] {
            std::this_thread::sleep_for(hours(1));
            *order = *order * 10 + 1;
        });
        early.join();
        late.join();
    };
    static_cast<void>(test::outcome_of(body));
    EXPECT_EQ(*order, 12);
}

TEST_F(Time, lets_a_wait_end_at_its_deadline_though_nobody_wakes_it) {
    test::Shared<bool> timed_out;
    const auto wait = [&] {
        std::mutex mutex;
        std::condition_variable never;
        std::unique_lock lock(mutex);
        *timed_out = never.wait_for(lock, hours(5)) == std::cv_status::timeout;
    };
    EXPECT_EQ(test::outcome_of(wait).ending, run::Ending::completed);
    EXPECT_TRUE(*timed_out);
}

TEST_F(Time, reaches_the_end_of_a_loop_that_only_watches_the_clock) {
    const auto watch = [] {
        const auto end = steady_clock::now() + hours(1);
        while (steady_clock::now() < end) {
        }
    };
    EXPECT_EQ(test::outcome_of(watch).ending, run::Ending::completed);
}

}  // namespace
}  // namespace contend::interpose
