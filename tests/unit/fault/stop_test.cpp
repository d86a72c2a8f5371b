// Goal: two threads in one container, one of which writes, end the process with Go's words and both stacks, and nothing of the
// program runs any more. Method: the one is held in its scope while the other comes, in a process that is to die.
#include <unit/fault/other_thread.hpp>

#include <contend/fault.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>
#include <vector>

// Named in stacks.
extern "C" {

[[gnu::noinline]] void reads_unlocked(const contend::AccessGuard& guard) {
    const contend::Reading reading(guard);
}

[[gnu::noinline]] void holds_a_write(contend::AccessGuard& guard, std::atomic<bool>& holds) {
    const contend::Writing writing(guard);
    holds.store(true, std::memory_order_relaxed);
    for (;;) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
}

namespace contend::test {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::KilledBySignal;
using testing::Not;
using testing::StartsWith;

class Fault : public testing::Test {
protected:
    void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

    AccessGuard guard_;
};

using FaultDeathTest = Fault;

#define EXPECT_STOP(statement, said) EXPECT_EXIT(statement, KilledBySignal(SIGABRT), said)

TEST_F(FaultDeathTest, stops_a_read_during_a_write) {
    EXPECT_STOP(
        {
            const OtherThread<Writing> other(guard_);
            const Reading reading(guard_);
        },
        StartsWith("fatal error: concurrent map read and map write\n"));
}

TEST_F(FaultDeathTest, stops_an_iteration_during_a_write) {
    EXPECT_STOP(
        {
            const OtherThread<Writing> other(guard_);
            const Iterating iterating(guard_);
        },
        StartsWith("fatal error: concurrent map iteration and map write\n"));
}

TEST_F(FaultDeathTest, stops_a_write_during_a_write) {
    EXPECT_STOP(
        {
            const OtherThread<Writing> other(guard_);
            const Writing writing(guard_);
        },
        StartsWith("fatal error: concurrent map writes\n"));
}

TEST_F(FaultDeathTest, stops_a_read_that_a_write_came_into_at_its_end) {
    EXPECT_STOP(
        {
            const Reading reading(guard_);
            write_elsewhere(guard_);
            std::fputs("goes on\n", stderr);
        },
        StartsWith("goes on\nfatal error: concurrent map read and map write\n"));
}

TEST_F(FaultDeathTest, stops_an_iteration_that_a_write_came_into_at_its_next_step) {
    EXPECT_STOP(
        {
            const Iterating iterating(guard_);
            write_elsewhere(guard_);
            iterating.step();
            std::fputs("goes on\n", stderr);
        },
        AllOf(StartsWith("fatal error: concurrent map iteration and map write\n"),
              Not(HasSubstr("goes on"))));
}

TEST_F(FaultDeathTest, stops_an_iteration_that_a_write_came_into_at_its_end) {
    EXPECT_STOP(
        {
            const Iterating iterating(guard_);
            const OtherThread<Writing> other(guard_);
        },
        StartsWith("fatal error: concurrent map iteration and map write\n"));
}

// The guard's word says once more that this thread wrote last.
TEST_F(FaultDeathTest, stops_a_read_that_the_last_writer_came_into_again) {
    EXPECT_STOP(
        {
            std::atomic<int> step{0};
            std::thread writer([&] {
                for (const int turn : {0, 2}) {
                    while (step.load(std::memory_order_relaxed) != turn) std::this_thread::yield();
                    {
                        const Writing writing(guard_);
                    }
                    step.store(turn + 1, std::memory_order_relaxed);
                }
            });
            while (step.load(std::memory_order_relaxed) != 1) std::this_thread::yield();
            {
                const Reading reading(guard_);
                step.store(2, std::memory_order_relaxed);
                writer.join();
                std::fputs("goes on\n", stderr);
            }
        },
        StartsWith("goes on\nfatal error: concurrent map read and map write\n"));
}

// Two writers that come at once see nothing; the second's mark replaces the first's.
TEST_F(FaultDeathTest, stops_a_write_whose_mark_is_gone_at_its_end) {
    EXPECT_STOP(
        {
            const Writing writing(guard_);
            new (&guard_) AccessGuard;
        },
        StartsWith("fatal error: concurrent map writes\n"));
}

TEST_F(FaultDeathTest, calls_the_container_as_it_is_told) {
    AccessGuard cache("cache");
    EXPECT_STOP(
        {
            const OtherThread<Writing> other(cache);
            const Reading reading(cache);
        },
        StartsWith("fatal error: concurrent cache read and cache write\n"));
}

TEST_F(FaultDeathTest, shows_both_stacks) {
    EXPECT_STOP(
        {
            std::atomic<bool> holds{false};
            std::thread other([&] { holds_a_write(guard_, holds); });
            while (!holds.load(std::memory_order_relaxed)) std::this_thread::yield();
            reads_unlocked(guard_);
        },
        ContainsRegex("\nthread [0-9]+ \\(unit_fault\\) reads:\n[^\n]*reads_unlocked[^\n]*\n.*"
                      "\nthread [0-9]+ \\(unit_fault\\) writes; that began at:\n"
                      "[^\n]*holds_a_write[^\n]*\nnow it is at:\n.*holds_a_write"));
}

TEST_F(FaultDeathTest, says_where_a_thread_wrote_that_has_ended) {
    EXPECT_STOP(
        {
            const Reading reading(guard_);
            write_elsewhere(guard_);
        },
        ContainsRegex(
            "\nanother thread wrote meanwhile; that began at:\n[^\n]*unit_fault[^\n]*\n$"));
}

TEST_F(FaultDeathTest, does_not_wait_for_a_thread_that_blocks_signals) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_STOP(
        {
            const OtherThread<Writing> other(guard_, true);
            const Reading reading(guard_);
        },
        HasSubstr("(it does not answer)\n"));
    // The process starts in it, too.
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST_F(FaultDeathTest, speaks_with_one_voice) {
    EXPECT_STOP(
        {
            const OtherThread<Writing> other(guard_);
            std::vector<std::thread> readers;
            for (int i = 0; i < 8; ++i) readers.emplace_back([&] { reads_unlocked(guard_); });
            for (std::thread& reader : readers) reader.join();
        },
        Not(ContainsRegex("fatal error.*fatal error")));
}

bool is_handled(int signal) {
    struct sigaction action{};
    sigaction(signal, nullptr, &action);
    return action.sa_handler != SIG_DFL;
}

// While the thread that told waits for an answer, one more falls over the damaged container.
void be_stopped_beside_a_crash(AccessGuard& guard, void (*crash)()) {
    const OtherThread<Writing> other(guard, true);
    std::thread third([&] {
        while (!is_handled(SIGSYS)) std::this_thread::yield();
        crash();
    });
    const Reading reading(guard);
}

TEST_F(FaultDeathTest, is_not_cut_short_by_an_invalid_access_of_another_thread) {
    EXPECT_STOP(be_stopped_beside_a_crash(guard_, [] { std::raise(SIGSEGV); }),
                HasSubstr("(it does not answer)\n"));
}

TEST_F(FaultDeathTest, is_not_cut_short_by_an_abort_of_another_thread) {
    EXPECT_STOP(be_stopped_beside_a_crash(guard_, [] { std::abort(); }),
                HasSubstr("(it does not answer)\n"));
}

sigjmp_buf way_out;

TEST_F(FaultDeathTest, is_not_left_by_a_jump_out_of_a_handler) {
    EXPECT_STOP(
        {
            std::signal(SIGABRT, [](int) { siglongjmp(way_out, 1); });
            if (sigsetjmp(way_out, 1) != 0) std::_Exit(0);
            const OtherThread<Writing> other(guard_);
            const Reading reading(guard_);
        },
        HasSubstr("fatal error"));
}

TEST_F(FaultDeathTest, is_not_left_by_an_exception_out_of_a_handler) {
    EXPECT_STOP(
        {
            std::signal(SIGABRT, [](int) { throw 1; });
            try {
                const OtherThread<Writing> other(guard_);
                const Reading reading(guard_);
            } catch (...) {
                std::_Exit(0);
            }
        },
        HasSubstr("fatal error"));
}

TEST_F(FaultDeathTest, is_not_survived_by_blocking_and_ignoring_the_signal) {
    EXPECT_STOP(
        {
            std::signal(SIGABRT, SIG_IGN);
            sigset_t all;
            sigfillset(&all);
            pthread_sigmask(SIG_SETMASK, &all, nullptr);
            const OtherThread<Writing> other(guard_);
            const Reading reading(guard_);
        },
        HasSubstr("fatal error"));
}

struct Speaker {
    ~Speaker() { std::fputs("a destructor ran\n", stderr); }
};

TEST_F(FaultDeathTest, runs_no_destructor_and_no_handler) {
    EXPECT_STOP(
        {
            std::atexit([] { std::fputs("an exit handler ran\n", stderr); });
            std::set_terminate([] { std::fputs("the terminate handler ran\n", stderr); });
            const OtherThread<Writing> other(guard_);
            const Speaker speaker;
            const Reading reading(guard_);
        },
        Not(HasSubstr(" ran\n")));
}

}  // namespace
}  // namespace contend::test
