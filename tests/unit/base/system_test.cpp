#include <contend/base/system.hpp>

#include <gtest/gtest.h>

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <thread>

namespace contend::base::system {
namespace {

TEST(Call, returns_the_kernels_answer) {
    EXPECT_EQ(call(SYS_getpid), getpid());
    EXPECT_EQ(call(SYS_close, -1), -EBADF);
}

TEST(Call, passes_all_six_arguments) {
    // An anonymous mapping needs every one of them to be right.
    const long address = call(SYS_mmap, 0, 4096, 3, 0x22, -1, 0);
    ASSERT_GT(address, 0);
    *reinterpret_cast<volatile int*>(address) = 5;
    EXPECT_EQ(call(SYS_munmap, address, 4096), 0);
}

TEST(WriteAll, gets_more_through_a_pipe_than_the_pipe_holds) {
    int ends[2] = {};
    ASSERT_EQ(pipe(ends), 0);
    const std::string sent(1 << 20, 'x');
    std::string received(sent.size(), '.');
    std::thread writer{[&] { write_all(ends[1], sent.data(), sent.size()); }};
    EXPECT_TRUE(read_all(ends[0], received.data(), received.size()));
    writer.join();
    EXPECT_EQ(received, sent);
    close(ends[0]);
    close(ends[1]);
}

TEST(ReadAll, tells_when_the_stream_ends_early) {
    int ends[2] = {};
    ASSERT_EQ(pipe(ends), 0);
    write_all(ends[1], "abc", 3);
    close(ends[1]);
    char buffer[4] = {};
    EXPECT_FALSE(read_all(ends[0], buffer, sizeof buffer));
    EXPECT_FALSE(read_all(-1, buffer, sizeof buffer));
    close(ends[0]);
}

TEST(FutexWait, does_not_wait_for_a_word_that_has_changed) {
    std::uint32_t word = 1;
    const std::uint64_t start = monotonic_ns();
    futex_wait(&word, 0, 20'000'000'000);
    EXPECT_LT(monotonic_ns() - start, 10'000'000'000U);
}

TEST(FutexWait, ends_with_its_timeout) {
    std::uint32_t word = 0;
    const std::uint64_t start = monotonic_ns();
    futex_wait(&word, 0, 20'000'000);
    EXPECT_GE(monotonic_ns() - start, 10'000'000U);
}

TEST(FutexWake, wakes_a_waiting_thread) {
    std::uint32_t word = 0;
    std::thread waiter{[&] {
        while (__atomic_load_n(&word, __ATOMIC_ACQUIRE) == 0) futex_wait(&word, 0);
    }};
    __atomic_store_n(&word, 1, __ATOMIC_RELEASE);
    futex_wake(&word);
    waiter.join();
}

TEST(KernelThreadId, differs_between_threads) {
    int other = 0;
    std::thread{[&] { other = kernel_thread_id(); }}.join();
    EXPECT_NE(other, kernel_thread_id());
    EXPECT_GT(other, 0);
}

TEST(ExitNowDeathTest, ends_the_process_with_the_status) {
    EXPECT_EXIT(exit_now(7), ::testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace contend::base::system
