// Goal: a thread that waits in the kernel is told from one that runs, however briefly.
#include <contend/run/sleep_watch.hpp>

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <functional>

namespace contend::run {
namespace {

using namespace std::chrono_literals;
using Clock = SleepWatch::Clock;

// A process that does nothing else.
class Process {
public:
    explicit Process(const std::function<void()>& run) : id_(fork()) {
        if (id_ == 0)
            for (;;) run();
    }
    ~Process() {
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    int id() const { return id_; }

private:
    int id_;
};

// Whether it is seen asleep for 200 ms within two seconds.
bool seen_asleep(SleepWatch& watch, int process, int thread) {
    for (int look = 0; look < 100; ++look) {
        if (watch.lasts(process, thread, Clock::now(), 200ms)) return true;
        usleep(20'000);
    }
    return false;
}

TEST(SleepWatch, sees_a_process_that_waits_for_ever) {
    const Process process([] { pause(); });
    SleepWatch watch;
    EXPECT_TRUE(seen_asleep(watch, process.id(), process.id()));
}

TEST(SleepWatch, does_not_take_one_that_runs_for_asleep) {
    const Process process([] {});
    SleepWatch watch;
    EXPECT_FALSE(seen_asleep(watch, process.id(), process.id()));
}

TEST(SleepWatch, does_not_take_short_naps_for_a_sleep) {
    const Process process([] { usleep(15'000); });
    SleepWatch watch;
    EXPECT_FALSE(seen_asleep(watch, process.id(), process.id()));
}

TEST(SleepWatch, begins_anew_when_told_to_forget) {
    const Process process([] { pause(); });
    SleepWatch watch;
    ASSERT_TRUE(seen_asleep(watch, process.id(), process.id()));
    watch.forget();
    EXPECT_FALSE(watch.lasts(process.id(), process.id(), Clock::now(), 200ms));
}

TEST(SleepWatch, knows_nothing_of_a_process_that_is_gone) {
    int gone = 0;
    {
        const Process process([] { pause(); });
        gone = process.id();
    }
    SleepWatch watch;
    for (int look = 0; look < 3; ++look) EXPECT_FALSE(watch.lasts(gone, gone, Clock::now(), 0ms));
}

}  // namespace
}  // namespace contend::run
