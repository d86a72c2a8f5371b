// Goal: spurious wake-ups, where they are allowed, show who relies on there being none, and change nothing for who does not.
#include <unit/run/exploring.hpp>

#include <contend/run/token.hpp>

#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace contend::run {
namespace {

using contend::explore;

class SpuriousWakeUps : public test::ExploringTest {
protected:
    void SetUp() override {
        ExploringTest::SetUp();
        if (!IsSkipped()) allow(2);
    }

    void allow(std::uint64_t spurious) {
        options_.spurious = spurious;
        use();
    }
};

// Gives `wait` a thread that sets `finished` and notifies. It must not return earlier.
template <class Wait> auto waiting(Wait wait) {
    return contend::body([wait] {
        std::mutex mutex;
        std::condition_variable done;
        bool finished = false;
        std::thread worker([&] {
            const std::lock_guard lock(mutex);
            finished = true;
            done.notify_one();
        });
        std::unique_lock lock(mutex);
        wait(done, lock, finished);
        if (!finished) std::abort();
        lock.unlock();
        worker.join();
    });
}

void wait_once(std::condition_variable& done, std::unique_lock<std::mutex>& lock, bool& finished) {
    if (!finished) done.wait(lock);
}

void wait_in_loop(std::condition_variable& done, std::unique_lock<std::mutex>& lock,
                  bool& finished) {
    while (!finished) done.wait(lock);
}

TEST_F(SpuriousWakeUps, show_a_wait_that_is_not_repeated) {
    const Result result = explore(waiting(wait_once));
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    EXPECT_EQ(result.report().findings.front().kind, report::Kind::crash) << result;
    EXPECT_EQ(result.report().findings.front().confirmed.times, 5U) << result;
}

TEST_F(SpuriousWakeUps, do_not_happen_where_none_are_allowed) {
    allow(0);
    const Result result = explore(waiting(wait_once));
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(SpuriousWakeUps, do_no_harm_to_a_wait_that_is_repeated) {
    const Result result = explore(waiting(wait_in_loop));
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(SpuriousWakeUps, do_not_hide_a_lost_wake_up) {
    const auto body = contend::body([] {
        std::mutex mutex;
        std::condition_variable done;
        std::thread worker([&] { done.notify_one(); });
        std::unique_lock lock(mutex);
        for (int i = 0; i < 10; ++i) done.wait(lock);
        lock.unlock();
        worker.join();
    });
    const Result result = explore(body);
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    EXPECT_EQ(result.report().findings.front().kind, report::Kind::lost_wakeup) << result;
}

TEST_F(SpuriousWakeUps, are_repeated_by_a_token_though_none_are_allowed_now) {
    const Result found = explore(waiting(wait_once));
    ASSERT_EQ(found.report().findings.size(), 1U) << found;
    const Token token = *decode_token(found.report().findings.front().token);
    EXPECT_TRUE(token.spurious);
    options_.replay = encode(token);
    allow(0);
    begin_again();
    const Result again = explore(waiting(wait_once));
    ASSERT_EQ(again.report().findings.size(), 1U) << again;
    EXPECT_EQ(again.report().findings.front().signature, token.signature);
}

}  // namespace
}  // namespace contend::run
