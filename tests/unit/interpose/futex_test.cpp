// Goal: the futex system call under control answers as the kernel does, and wakes whom it should.
#include <unit/engine/worker.hpp>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <set>
#include <thread>
#include <vector>

namespace contend::interpose {
namespace {

class Futex : public test::WorkerTest {};

using Word = std::uint32_t;

struct Rest {
    const void* time = nullptr;
    Word* second = nullptr;
    Word third = 0;
};

// The result, or minus the error number.
long futex(Word* word, int operation, Word value, Rest rest = {}) {
    const long result =
        syscall(SYS_futex, word, operation, value, rest.time, rest.second, rest.third);
    return result < 0 ? -errno : result;
}

const void* count(std::uintptr_t number) { return reinterpret_cast<const void*>(number); }

struct Answers {
    std::array<long, 40> codes{};
    std::size_t size = 0;
    void operator()(long code) { codes.at(size++) = code; }
};

constexpr timespec soon{0, 1'000};
constexpr timespec negative{-1, 0};
constexpr timespec no_time{0, 1'000'000'000};

void use_waits(Answers& answer) {
    Word word = 1;
    answer(futex(&word, FUTEX_WAIT, 0));
    answer(futex(&word, FUTEX_WAIT_PRIVATE, 1, {.time = &soon}));
    answer(futex(&word, FUTEX_WAIT, 1, {.time = &negative}));
    answer(futex(&word, FUTEX_WAIT, 1, {.time = &no_time}));
    answer(futex(&word, FUTEX_WAIT | FUTEX_CLOCK_REALTIME, 1, {.time = &soon}));
    answer(futex(&word, FUTEX_WAIT_BITSET, 1, {.time = &soon, .third = 0}));
    answer(futex(&word, FUTEX_WAIT_BITSET, 0, {.third = 1}));
    answer(futex(&word, FUTEX_WAIT_BITSET, 1, {.time = &soon, .third = 1}));
    answer(futex(&word, FUTEX_WAIT_BITSET_PRIVATE | FUTEX_CLOCK_REALTIME, 1,
                 {.time = &soon, .third = ~0u}));
    answer(futex(nullptr, FUTEX_WAIT, 1));
    answer(futex(reinterpret_cast<Word*>(1), FUTEX_WAIT, 1));
}

void use_wakes(Answers& answer) {
    Word word = 1;
    Word other = 5;
    answer(futex(&word, FUTEX_WAKE, 1));
    answer(futex(&word, FUTEX_WAKE_BITSET, 1, {.third = 0}));
    answer(futex(&word, FUTEX_WAKE_BITSET, 1, {.third = 4}));
    answer(futex(reinterpret_cast<Word*>(1), FUTEX_WAKE, 1));
    answer(futex(&word, FUTEX_REQUEUE, 1, {.time = count(1), .second = &other}));
    answer(futex(&word, FUTEX_REQUEUE, ~0u, {.time = count(1), .second = &other}));
    answer(futex(&word, FUTEX_CMP_REQUEUE, 1, {.time = count(1), .second = &other, .third = 0}));
    answer(futex(&word, FUTEX_CMP_REQUEUE, 1, {.time = count(1), .second = &other, .third = 1}));
    answer(futex(&word, 99, 1));
}

void use_wake_operations(Answers& answer) {
    Word word = 1;
    Word other = 5;
    const auto operate = [&](int operation, int argument, int comparison, int with) {
        const int encoded = FUTEX_OP(operation, argument, comparison, with);
        answer(futex(&word, FUTEX_WAKE_OP, 1,
                     {.time = count(1), .second = &other, .third = static_cast<Word>(encoded)}));
        answer(static_cast<long>(other));
    };
    operate(FUTEX_OP_SET, 7, FUTEX_OP_CMP_EQ, 5);
    operate(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_GT, 5);
    operate(FUTEX_OP_ADD, -4 & 0xfff, FUTEX_OP_CMP_LT, 5);
    operate(FUTEX_OP_OR, 8, FUTEX_OP_CMP_NE, 5);
    operate(FUTEX_OP_ANDN, 2, FUTEX_OP_CMP_LE, 5);
    operate(FUTEX_OP_XOR, 3, FUTEX_OP_CMP_GE, 5);
    operate(FUTEX_OP_OR | FUTEX_OP_OPARG_SHIFT, 4, FUTEX_OP_CMP_EQ, 5);
    operate(6, 4, FUTEX_OP_CMP_EQ, 5);
}

void use_others(Answers& answer) {
    answer(syscall(SYS_close, -1));
    answer(errno);
    answer(syscall(SYS_getppid) == getppid() ? 1 : 2);
    answer(syscall(SYS_gettid) == gettid() ? 1 : 2);
    answer(syscall(SYS_sched_yield));
    answer(syscall(SYS_nanosleep, &soon, nullptr));
    answer(syscall(SYS_nanosleep, &no_time, nullptr));
    answer(errno);
    answer(syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &soon, nullptr));
    answer(syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &no_time, nullptr));
    answer(errno);
    char bytes[16];
    answer(syscall(SYS_getrandom, bytes, sizeof bytes, 0));
    answer(syscall(SYS_getrandom, bytes, sizeof bytes, 1 << 20));
    answer(errno);
    // Six arguments, the last from the stack.
    void* const memory = reinterpret_cast<void*>(
        syscall(SYS_mmap, nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    answer(memory != MAP_FAILED ? munmap(memory, 4096) : 3);
}

void expect_answers_as_freely(void (*use)(Answers&)) {
    Answers freely;
    use(freely);
    test::Shared<Answers> controlled;
    const run::Outcome outcome = test::outcome_of([&] { use(*controlled); });
    EXPECT_EQ(outcome.ending, run::Ending::completed) << outcome.message;
    EXPECT_EQ(controlled->codes, freely.codes);
}

TEST_F(Futex, waits_answer_as_the_kernels) { expect_answers_as_freely(use_waits); }
TEST_F(Futex, wakes_answer_as_the_kernels) { expect_answers_as_freely(use_wakes); }
TEST_F(Futex, operations_answer_as_the_kernels) { expect_answers_as_freely(use_wake_operations); }
TEST_F(Futex, other_system_calls_answer_as_the_kernels) { expect_answers_as_freely(use_others); }

TEST_F(Futex, operations_for_priority_inheritance_do_not_exist) {
    test::Shared<long> code;
    const auto body = [&] {
        Word word = 0;
        *code = futex(&word, FUTEX_LOCK_PI, 0);
    };
    EXPECT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*code, -ENOSYS);
}

// Threads that wait for a word, each with a bit of its own; `woken` has the bits of those who go on.
class Sleepers {
public:
    explicit Sleepers(unsigned number) {
        for (unsigned i = 0; i < number; ++i)
            threads_.emplace_back([this, i] {
                ++asleep_;
                futex(&word, FUTEX_WAIT_BITSET_PRIVATE, 0, {.third = 1u << i});
                woken |= 1u << i;
            });
        while (asleep_ != number) std::this_thread::yield();
    }

    // Lets all who were woken go on.
    void settle() {
        for (int i = 0; i < 100; ++i) std::this_thread::yield();
    }

    // Whoever waits goes on, and ends; who has not come to wait yet does not.
    void end() {
        word = 1;
        futex(&word, FUTEX_WAKE_PRIVATE, 100);
        futex(&other, FUTEX_WAKE_PRIVATE, 100);
        for (std::thread& thread : threads_) thread.join();
    }

    Word word = 0;
    Word other = 0;
    std::atomic<unsigned> woken = 0;

private:
    std::atomic<unsigned> asleep_ = 0;
    std::vector<std::thread> threads_;
};

TEST_F(Futex, a_bit_set_reaches_those_who_share_a_bit) {
    test::Shared<std::array<long, 3>> seen;
    const auto body = [&] {
        Sleepers sleepers(3);
        seen->at(0) = futex(&sleepers.word, FUTEX_WAKE_BITSET_PRIVATE, 100, {.third = 0b101});
        sleepers.settle();
        seen->at(1) = sleepers.woken;
        sleepers.end();
        seen->at(2) = sleepers.woken;
    };
    ASSERT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*seen, (std::array<long, 3>{2, 0b101, 0b111}));
}

TEST_F(Futex, a_wake_reaches_as_many_as_it_says) {
    test::Shared<std::array<long, 2>> seen;
    const auto body = [&] {
        Sleepers sleepers(3);
        seen->at(0) = futex(&sleepers.word, FUTEX_WAKE_PRIVATE, 2);
        sleepers.settle();
        seen->at(1) = __builtin_popcount(sleepers.woken);
        sleepers.end();
    };
    ASSERT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*seen, (std::array<long, 2>{2, 2}));
}

TEST_F(Futex, whom_a_wake_reaches_is_the_schedules_choice) {
    std::set<unsigned> chosen;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        test::Shared<unsigned> woken;
        const auto body = [&] {
            Sleepers sleepers(3);
            while (futex(&sleepers.word, FUTEX_WAKE_PRIVATE, 1) == 0) std::this_thread::yield();
            while (sleepers.woken == 0) std::this_thread::yield();
            *woken = sleepers.woken;
            sleepers.end();
        };
        const run::Job job = test::one_execution(seed);
        ASSERT_EQ(test::outcome_of(body, job).ending, run::Ending::completed);
        chosen.insert(*woken);
    }
    EXPECT_EQ(chosen, (std::set<unsigned>{0b001, 0b010, 0b100}));
}

TEST_F(Futex, who_is_requeued_is_woken_at_the_other_word) {
    test::Shared<std::array<long, 4>> seen;
    const auto body = [&] {
        Sleepers sleepers(3);
        const Rest rest{.time = count(1), .second = &sleepers.other, .third = 0};
        seen->at(0) = futex(&sleepers.word, FUTEX_CMP_REQUEUE_PRIVATE, 1, rest);
        seen->at(1) = futex(&sleepers.word, FUTEX_WAKE_PRIVATE, 100);
        seen->at(2) = futex(&sleepers.other, FUTEX_WAKE_PRIVATE, 100);
        sleepers.end();
        seen->at(3) = sleepers.woken;
    };
    ASSERT_EQ(test::outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*seen, (std::array<long, 4>{2, 1, 1, 0b111}));
}

}  // namespace
}  // namespace contend::interpose
