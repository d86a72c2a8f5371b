// Goal: a process does not wear its race detector out. Method: one worker without a supervisor explores until ThreadSanitizer's
// runtime of Clang has numbered more releases than it has numbers for; every other execution has a race, and is to be told so.
#include <contend/interpose/control.hpp>
#include <contend/worker/run.hpp>

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <mutex>
#include <new>
#include <thread>

namespace contend::worker {
namespace {

constexpr std::uint64_t executions = 15'000;
constexpr int locks = 300;  // a thread, in every other execution
constexpr std::uint64_t steps_max = 20'000;

struct Subject {
    std::mutex mutex;
    int tally = 0;
    alignas(16) int racy = 0;  // not in a word with others: runtime v2 would miss races
};

std::uint64_t started = 0;

void run_one(void*) {
    const bool racing = started++ % 2 == 0;
    // Fresh from the heap for each execution, as the runtime wants it.
    auto* const subject = new Subject;
    const auto work = [subject, racing] {
        if (racing) return interpose::plant(&subject->racy);
        for (int i = 0; i < locks; ++i) {
            const std::lock_guard lock(subject->mutex);
            ++subject->tally;
        }
    };
    std::thread one(work);
    std::thread other(work);
    one.join();
    other.join();
    delete subject;
}

bool not_what_is_sought(void*, Board& board) {
    for (unsigned i = 0; i < board.query_count; ++i) board.rulings[i] = Ruling::other;
    return true;
}

TEST(DetectorAge, races_are_still_reported_when_the_runtime_has_numbered_millions_of_releases) {
    if (!interpose::tsan_linked()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
    void* const memory = mmap(nullptr, board_size(steps_max), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(memory, MAP_FAILED);
    auto& board = *new (memory) Board();
    board.log.capacity = steps_max;
    Task task;
    task.body = {run_one, nullptr};
    task.plant = interpose::plant;
    task.count = executions;
    task.steps_max = steps_max;
    task.in_process = true;
    run(task, board, {not_what_is_sought, nullptr});
    EXPECT_EQ(board.phase, Phase::done) << board.harness_error.c_str();
    EXPECT_EQ(board.executions, executions);
    const std::uint64_t races = executions / 2;
    const std::uint64_t reports = interpose::ignored_report_count();
    interpose::ignore_no_reports();
    interpose::collect_reports(false);
    // The first report is the one that was ruled on. The runtime may lose one now and then.
    EXPECT_GE(reports + 3, races);
    EXPECT_LE(reports, races);
    munmap(memory, board_size(steps_max));
}

}  // namespace
}  // namespace contend::worker
