// Goal: nobody who kills contend's processes changes what a test finds.
#include <unit/run/exploring.hpp>

#include <contend/run/jobs.hpp>
#include <contend/run/supervisor.hpp>
#include <contend/run/symbols.hpp>

#include <gmock/gmock.h>

#include <sys/mman.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using testing::HasSubstr;

// With a strategy that executes all it may.
class KilledWorker : public test::ExploringTest {
protected:
    void SetUp() override {
        test::ExploringTest::SetUp();
        options_.strategy = "random";
        use();
    }
};

/// A byte that all workers see.
class Shared {
public:
    Shared()
        : byte_(static_cast<char*>(
              mmap(nullptr, 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
    ~Shared() { munmap(byte_, 1); }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;

    bool first_time() { return (*byte_)++ == 0; }

private:
    char* byte_;
};

TEST_F(KilledWorker, runs_again_what_a_killed_worker_left_undone) {
    Shared shared;
    unsigned executions = 0;
    const Result result = explore([&] {
        test::no_race();
        if (++executions == 100 && shared.first_time()) kill(getpid(), SIGKILL);
    });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_EQ(result.report().stats.executions, 2'000u);
    EXPECT_EQ(result.report().stats.workers_killed, 1u);
    EXPECT_THAT(result.text(), HasSubstr("1 worker killed from outside"));
}

TEST_F(KilledWorker, does_not_take_a_stopped_worker_for_one_that_hangs) {
    options_.hang_timeout = 300;
    use();
    Shared shared;
    unsigned executions = 0;
    const Result result = explore([&] {
        test::no_race();
        if (++executions == 100 && shared.first_time()) kill(getpid(), SIGSTOP);
    });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_EQ(result.report().stats.executions, 2'000u);
}

TEST_F(KilledWorker, finds_code_that_kills_its_own_process) {
    const Result result = explore([] { std::thread([] { kill(getpid(), SIGKILL); }).join(); });
    ASSERT_EQ(result.report().findings.size(), 1u) << result;
    EXPECT_EQ(result.report().findings[0].kind, Kind::crash);
    EXPECT_EQ(result.report().findings[0].confirmed.times, 5u) << result;
}

// What is killed between the two would take the finding with it: its successor begins behind the
// executions that count as completed.
TEST_F(KilledWorker, has_not_completed_an_execution_with_a_finding) {
    const Testable testable(contend::body(test::race));
    const Target target = testable.target(facade::plant_of_this_file);
    TargetBody body(target, {});
    Job job = exploring_job(target, body, options_, 1);
    job.count = 2'000;
    const Outcome outcome =
        Supervisor([](const history::RaceRecord&) { return Ruling::finding; }).run(job);
    EXPECT_EQ(outcome.ending, Ending::incident);
    EXPECT_EQ(outcome.executions, outcome.execution);
}

/// Processes that know symbols: started with the program's name and no argument.
std::vector<pid_t> helpers() {
    std::vector<pid_t> found;
    std::ifstream children("/proc/self/task/" + std::to_string(gettid()) + "/children");
    for (pid_t child = 0; children >> child;) {
        std::ifstream file("/proc/" + std::to_string(child) + "/cmdline");
        const std::string words{std::istreambuf_iterator<char>(file), {}};
        if (std::count(words.begin(), words.end(), '\0') == 1) found.push_back(child);
    }
    return found;
}

TEST_F(KilledWorker, leaves_stacks_their_names_if_it_was_the_helper_that_knows_them) {
    const auto name_of = [](Symbols& symbols, void (*function)()) {
        const auto after_call = reinterpret_cast<std::uintptr_t>(function) + 1;
        return symbols.at(reinterpret_cast<const void*>(after_call)).front().function;
    };
    Symbols symbols;
    ASSERT_THAT(name_of(symbols, test::race), HasSubstr("race"));
    const std::vector<pid_t> killed = helpers();
    ASSERT_FALSE(killed.empty());
    for (const pid_t helper : killed) kill(helper, SIGKILL);
    EXPECT_THAT(name_of(symbols, test::no_race), HasSubstr("no_race"));
}

}  // namespace
}  // namespace contend::run
