// Goal: after each step, what locks, atomics, semaphores and conditions hold.
#include <unit/run/exploring.hpp>

#include <contend/run/object_states.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>

namespace contend::run {
namespace {

using contend::explore;

class States : public test::ExploringTest {
protected:
    /// "1 locks mutex: held by thread 1", one a line, of the steps that say something of an object.
    static std::string told(const Result& result) {
        std::string text;
        for (const report::Step& step : result.report().findings.at(0).schedule.steps)
            for (const report::ObjectState& object : step.objects)
                text += std::to_string(step.thread) + " " + object.object.substr(0, 4) + ": " +
                        object.state + "\n";
        return text;
    }

    static std::string events(const Result& result) {
        std::string text;
        for (const report::Step& step : result.report().findings.at(0).schedule.steps)
            text += step.event + "\n";
        return text;
    }
};

TEST_F(States, say_who_holds_a_lock_and_who_waits_for_it) {
    std::mutex one;
    std::mutex other;
    const Result result = explore([&] {
        std::thread thread([&] {
            const std::lock_guard first(one);
            const std::lock_guard second(other);
        });
        {
            const std::lock_guard first(other);
            const std::lock_guard second(one);
        }
        thread.join();
    });
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    EXPECT_NE(told(result).find("lock: held by thread 0; thread 1 waiting"), std::string::npos)
        << told(result);
    EXPECT_NE(told(result).find("lock: held by thread 1; thread 0 waiting"), std::string::npos)
        << told(result);
}

TEST_F(States, say_that_a_lock_was_waited_for_and_given_back_once) {
    const Result result = explore([] {
        std::mutex mutex;
        std::atomic<bool> waits = false;
        std::thread thread([&] {
            waits = true;
            {
                const std::lock_guard lock(mutex);
            }
            // Ends here, so that the order of what comes before is needed: it waited for the lock.
            if (!waits) std::terminate();
        });
        {
            const std::lock_guard lock(mutex);
            if (waits) waits = false;
        }
        thread.join();
    });
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    EXPECT_EQ(told(result).find("times"), std::string::npos) << told(result);
    EXPECT_NE(told(result).rfind("lock: free"), std::string::npos) << told(result);
}

TEST_F(States, give_what_atomics_hold_and_what_updates_did) {
    const Result result = explore([] {
        std::atomic<int> value = 5;
        std::thread thread([&] { value.fetch_sub(7); });
        thread.join();
        int expected = 3;
        value.compare_exchange_strong(expected, 4);
        if (value.load() != 0) std::terminate();
    });
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    const std::string text = events(result);
    EXPECT_NE(text.find(": 5 → -2\n"), std::string::npos) << text;
    EXPECT_NE(text.find(": stays -2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("sequentially consistent: -2\n"), std::string::npos) << text;
}

// Steps as a recording has them, for what a test can not force.
class Steps : public ::testing::Test {
protected:
    std::string after(base::ThreadId thread, schedule::EventKind kind, const void* object,
                      std::uint64_t before = 0, std::uint64_t now = 0, bool held = true) {
        history::TraceStep step;
        step.thread = thread;
        step.event.kind = kind;
        step.event.address = object;
        step.event.size = 4;
        step.before = before;
        step.after = now;
        step.held = held;
        step.mutex = &mutex_;
        std::string text;
        for (const report::ObjectState& state : states_.after(step))
            text += state.object.substr(0, state.object.find(' ')) + " " + state.state + "\n";
        return text;
    }

    ObjectStates states_{0};
    int mutex_ = 0;
    int object_ = 0;
};

using schedule::EventKind;

TEST_F(Steps, a_wait_for_a_condition_gives_the_mutex_up_until_the_thread_goes_on) {
    EXPECT_EQ(after(1, EventKind::lock, &mutex_, 0, 1), "lock held by thread 1\n");
    EXPECT_EQ(after(1, EventKind::wait, &object_), "condition thread 1 waiting\nlock free\n");
    EXPECT_EQ(after(2, EventKind::lock, &mutex_, 0, 1), "lock held by thread 2\n");
    EXPECT_EQ(after(2, EventKind::unlock, &mutex_), "lock free\n");
    EXPECT_EQ(after(1, EventKind::unlock, &mutex_), "condition nobody waiting\nlock free\n");
}

TEST_F(Steps, who_waits_for_a_lock_has_it_when_it_goes_on) {
    after(1, EventKind::lock, &mutex_, 0, 1);
    EXPECT_EQ(after(2, EventKind::lock, &mutex_, 1, 1),
              "lock held by thread 1; thread 2 waiting\n");
    EXPECT_EQ(after(1, EventKind::unlock, &mutex_), "lock free; thread 2 waiting\n");
    EXPECT_EQ(after(2, EventKind::yield, nullptr), "lock held by thread 2\n");
}

// A thread that has waited does its step once more.
TEST_F(Steps, who_waited_for_a_lock_has_it_once) {
    after(1, EventKind::lock, &mutex_, 0, 1);
    after(2, EventKind::lock, &mutex_, 1, 1);
    after(1, EventKind::unlock, &mutex_);
    EXPECT_EQ(after(2, EventKind::lock, &mutex_, 0, 1), "lock held by thread 2\n");
    EXPECT_EQ(after(2, EventKind::unlock, &mutex_), "lock free\n");
}

TEST_F(Steps, who_was_signalled_waits_for_the_mutex_again) {
    after(1, EventKind::lock, &mutex_, 0, 1);
    after(1, EventKind::wait, &object_);
    after(2, EventKind::lock, &mutex_, 0, 1);
    EXPECT_EQ(after(1, EventKind::wait, &object_), "condition nobody waiting\n");
    EXPECT_EQ(after(2, EventKind::unlock, &mutex_), "lock free\n");
    EXPECT_EQ(after(1, EventKind::wait, &object_), "lock held by thread 1\n");
    EXPECT_EQ(after(1, EventKind::unlock, &mutex_), "lock free\n");
}

TEST_F(Steps, who_goes_on_while_another_holds_the_lock_has_given_up) {
    after(1, EventKind::lock, &mutex_, 0, 1);
    after(2, EventKind::lock, &mutex_, 1, 1);
    EXPECT_EQ(after(2, EventKind::yield, nullptr), "lock held by thread 1\n");
}

TEST_F(Steps, an_attempt_that_fails_changes_nothing) {
    after(1, EventKind::lock, &mutex_, 0, 1);
    EXPECT_EQ(after(2, EventKind::try_lock, &mutex_, 1, 1), "lock held by thread 1\n");
    EXPECT_EQ(after(2, EventKind::yield, nullptr), "");
}

TEST_F(Steps, readers_share_and_recursive_locks_count) {
    after(1, EventKind::lock_shared, &mutex_, 0, 8);
    EXPECT_EQ(after(2, EventKind::lock_shared, &mutex_, 8, 16), "lock shared by threads 1, 2\n");
    after(1, EventKind::unlock_shared, &mutex_);
    EXPECT_EQ(after(2, EventKind::unlock_shared, &mutex_), "lock free\n");
    after(1, EventKind::lock, &mutex_, 0, 1);
    EXPECT_EQ(after(1, EventKind::lock, &mutex_, 1, 2), "lock held by thread 1, 2 times\n");
    EXPECT_EQ(after(1, EventKind::unlock, &mutex_), "lock held by thread 1\n");
}

TEST_F(Steps, what_could_not_be_read_is_not_told) {
    EXPECT_EQ(after(1, EventKind::atomic_load, &object_, 3, 3), "atomic 3\n");
    EXPECT_EQ(after(1, EventKind::atomic_load, &object_, 3, 3, false), "");
    EXPECT_EQ(after(1, EventKind::acquire, &object_, (1ULL << 32) + 2, (1ULL << 32) + 1),
              "semaphore 1\n");
}

}  // namespace
}  // namespace contend::run
