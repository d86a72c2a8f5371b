// Goal: a profile says of each lock what is true of it. Method: small subjects whose locks are used in a known way, and what is
// written down of their executions.
#include <unit/run/exploring.hpp>

#include <contend/worker/run.hpp>

#include <gmock/gmock.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>

namespace contend::run {
namespace {

using contend::explore;
using report::Contention;
using report::LockUse;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Contended : public test::ExploringTest {
protected:
    template <class Subject> Contention profile_of(const Subject& subject) {
        options_.profile = 8;
        options_.executions = 200;
        use();
        return explore(subject).report().contention;
    }
};

class GuardedCounter {
public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++value_;
    }
    int get() {
        const std::lock_guard lock(mutex_);
        return value_;
    }

private:
    std::mutex mutex_;
    int value_ = 0;
};

TEST_F(Contended, one_lock_is_one_though_it_is_locked_at_two_places) {
    const Contention contention = profile_of(spec<GuardedCounter>()
                                                 .operation("add", &GuardedCounter::add)
                                                 .operation("get", &GuardedCounter::get)
                                                 .threads(3)
                                                 .operations_per_thread(3));
    EXPECT_EQ(contention.executions, 8U);
    EXPECT_EQ(contention.threads, 4U) << "three, and the one that begins and ends";
    ASSERT_THAT(contention.locks, SizeIs(1));
    const LockUse& use = contention.locks[0];
    EXPECT_THAT(use.places, SizeIs(2));
    // GCC's runtime names inlined functions without their classes.
    EXPECT_THAT(use.places[0].function, AnyOf(HasSubstr("add"), HasSubstr("get")));
    EXPECT_EQ(use.objects, 1U);
    EXPECT_GE(use.acquisitions, 8U * 3U);
    EXPECT_GT(use.contended, 0U);
    EXPECT_LT(use.contended, use.acquisitions);
    EXPECT_EQ(use.allocations, 0U);
    for (const report::Conflict& conflict : contention.conflicts) {
        EXPECT_THAT(conflict.waiting, AnyOf("add", "get"));
        EXPECT_THAT(conflict.holding, AnyOf("add", "get"));
    }
}

TEST_F(Contended, a_lock_that_only_one_thread_uses_is_not_waited_for) {
    const Contention contention = profile_of([] {
        std::mutex mine[3];
        test::run_threads(3, [&](unsigned index) {
            for (int i = 0; i < 4; ++i) const std::lock_guard lock(mine[index]);
        });
    });
    ASSERT_THAT(contention.locks, SizeIs(1)) << "locked at one place";
    EXPECT_EQ(contention.locks[0].objects, 3U);
    EXPECT_EQ(contention.locks[0].acquisitions, 8U * 3U * 4U);
    EXPECT_EQ(contention.locks[0].contended, 0U);
    EXPECT_THAT(contention.conflicts, IsEmpty());
}

TEST_F(Contended, points_and_allocations_are_counted_while_it_is_held) {
    const Contention contention = profile_of([] {
        std::mutex mutex;
        std::atomic<int> value = 0;
        test::run_threads(2, [&](unsigned) {
            const std::lock_guard lock(mutex);
            for (int i = 0; i < 5; ++i) ++value;
            // Compilers may leave a new and its delete out.
            void* volatile first = std::malloc(sizeof(int));
            void* volatile second = std::malloc(sizeof(int));
            std::free(second);
            std::free(first);
        });
    });
    ASSERT_THAT(contention.locks, SizeIs(1));
    const LockUse& use = contention.locks[0];
    EXPECT_EQ(use.acquisitions, 16U);
    EXPECT_GT(use.contended, 0U);
    EXPECT_EQ(use.held_points, 16U * 5U);
    EXPECT_EQ(use.held_points_most, 5U);
    EXPECT_EQ(use.allocations, 16U * 2U);
}

TEST_F(Contended, readers_do_not_wait_for_one_another) {
    const Contention contention = profile_of([] {
        std::shared_mutex mutex;
        test::run_threads(3, [&](unsigned) {
            for (int i = 0; i < 3; ++i) const std::shared_lock lock(mutex);
        });
    });
    ASSERT_THAT(contention.locks, SizeIs(1));
    EXPECT_EQ(contention.locks[0].acquisitions, 8U * 9U);
    EXPECT_EQ(contention.locks[0].contended, 0U);
}

TEST_F(Contended, a_mutex_that_a_condition_gives_back_is_acquired_again) {
    const Contention contention = profile_of([] {
        std::mutex mutex;
        std::condition_variable condition;
        bool ready = false;
        test::run_threads(2, [&](unsigned index) {
            std::unique_lock lock(mutex);
            if (index == 0) {
                ready = true;
                condition.notify_one();
            } else {
                while (!ready) condition.wait(lock);
            }
        });
    });
    ASSERT_THAT(contention.locks, SizeIs(1));
    // Once each, and once more whenever the second came first.
    EXPECT_GE(contention.locks[0].acquisitions, 16U);
    EXPECT_LE(contention.locks[0].acquisitions, 24U);
}

TEST_F(Contended, there_is_no_profile_without_locks_and_none_that_was_not_asked_for) {
    const auto body = [] {
        std::atomic<int> value = 0;
        test::run_threads(2, [&](unsigned) { ++value; });
    };
    EXPECT_EQ(profile_of(body), Contention());
    options_.profile = 0;
    use();
    begin_again();
    EXPECT_EQ(
        explore(spec<GuardedCounter>().operation("add", &GuardedCounter::add)).report().contention,
        Contention());
}

TEST_F(Contended, what_is_found_while_recording_is_a_finding) {
    // Only in an execution that is recorded is anything shown: what others do not do, it does.
    const auto body = [] {
        std::mutex mutex;
        int unguarded = 0;
        test::run_threads(2, [&](unsigned) {
            {
                const std::lock_guard lock(mutex);
            }
            if (worker::results_wanted()) ++unguarded;
        });
    };
    options_.profile = 8;
    use();
    const report::Report report = explore(body).report();
    EXPECT_EQ(report.verdict, report::Verdict::failed);
}

TEST(Hint, follows_from_what_is_waited_for) {
    LockUse use{.objects = 1, .acquisitions = 100, .contended = 24};
    EXPECT_EQ(hint(use), "");
    use.contended = 25;
    EXPECT_THAT(hint(use), HasSubstr("shard"));
    use.objects = 4;
    EXPECT_EQ(hint(use), "");
    use.held_points = 300;
    EXPECT_THAT(hint(use), HasSubstr("held for long"));
    use.allocations = 50;
    EXPECT_THAT(hint(use), HasSubstr("allocate before"));
    use.acquisitions = 9;
    EXPECT_EQ(hint(use), "");
}

}  // namespace
}  // namespace contend::run
