// Goal: a thread under control begins and ends as a real one, and leaves nothing behind for the next execution.
#include "jump_handlers.hpp"

#include <contend/run/diagnosis.hpp>
#include <unit/engine/worker.hpp>

#include <gmock/gmock.h>

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <array>
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace contend::interpose {
namespace {

using test::outcome_of;
using ::testing::HasSubstr;

class ThreadLife : public test::WorkerTest {
protected:
    static run::Outcome outcome_on_futexes(void (*body)()) {
        run::Job job = test::one_execution();
        job.context = run::ContextName::futex;
        job.count = 20;
        return outcome_of(body, job);
    }
};

void* leave_through_jump_handlers(void* order) {
    test::exit_below_jump_handlers(static_cast<int*>(order));
    return nullptr;
}

TEST_F(ThreadLife, ends_through_handlers_that_are_jump_buffers) {
    test::Shared<int> order;
    const auto body = [&] {
        pthread_t thread{};
        void* result = nullptr;
        pthread_create(&thread, nullptr, leave_through_jump_handlers, &*order);
        pthread_join(thread, &result);
        EXPECT_EQ(result, &*order);
    };
    EXPECT_EQ(outcome_of(body).ending, run::Ending::completed);
    EXPECT_EQ(*order, 21);
}

TEST_F(ThreadLife, ends_so_on_futexes_too) {
    const auto outcome = outcome_on_futexes([] {
        int order = 0;
        std::thread([&] { test::exit_below_jump_handlers(&order); }).join();
        EXPECT_EQ(order, 21);
        pthread_exit(nullptr);
    });
    EXPECT_EQ(outcome.ending, run::Ending::completed) << outcome.incident.message.c_str();
    EXPECT_EQ(outcome.executions, 20U);
}

// Outside of executions all of this is the C library's and the runtime's.
TEST_F(ThreadLife, is_the_real_one_where_nothing_is_explored) {
    static int destroyed = 0;
    struct Object {
        ~Object() { destroyed += 1; }
        int value = 0;
    };
    struct Life {
        int order = 0;
        pthread_key_t key{};
    } life;
    collect_reports(true);
    pthread_key_create(&life.key, [](void*) { destroyed += 10; });
    const auto live = [](void* argument) -> void* {
        static thread_local Object object;
        ++object.value;
        Life& own = *static_cast<Life*>(argument);
        pthread_setspecific(own.key, argument);
        test::exit_below_jump_handlers(&own.order);
        return nullptr;
    };
    pthread_t thread{};
    pthread_create(&thread, nullptr, live, &life);
    timespec soon{};
    clock_gettime(CLOCK_MONOTONIC, &soon);
    soon.tv_sec += 60;
    void* result = nullptr;
    EXPECT_EQ(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &soon), 0);
    EXPECT_EQ(result, &life.order);
    EXPECT_EQ(life.order, 21);
    EXPECT_EQ(destroyed, 11);
    EXPECT_EQ(pthread_key_delete(life.key), 0);
    EXPECT_FALSE(reports_waiting());
    collect_reports(false);
}

// Frames of C are not unwound one by one: the runtime must not go on counting them.
TEST_F(ThreadLife, ends_any_number_of_times_on_the_same_real_thread) {
    const auto body = [] {
        int order = 0;
        std::thread([&] { test::exit_below_jump_handlers(&order); }).join();
    };
    run::Job job = test::one_execution();
    job.count = 30'000;
    EXPECT_EQ(outcome_of(body, job).executions, job.count);
}

struct Leaver {
    Leaver() { pthread_exit(nullptr); }
    int read() const { return 0; }
};

TEST_F(ThreadLife, of_the_main_thread_can_not_end_early) {
    const Testable testable(contend::spec<Leaver>().operation("read", &Leaver::read));
    const run::Target target = testable.target(facade::plant_of_this_file);
    run::TargetBody body(target, scenario::Plan{});
    run::Job job = test::one_execution();
    job.body = body.body();
    job.plant = target.plant;
    const run::Outcome outcome =
        run::Supervisor([](const history::RaceRecord&) { return run::Ruling::finding; }).run(job);
    EXPECT_EQ(outcome.ending, run::Ending::harness_error);
    EXPECT_THAT(outcome.message, HasSubstr("pthread_exit()"));
}

TEST_F(ThreadLife, is_not_ended_by_another_thread) {
    const auto body = [] {
        std::thread thread([] { std::this_thread::yield(); });
        pthread_cancel(thread.native_handle());
        thread.join();
    };
    const run::Outcome outcome = outcome_of(body);
    EXPECT_EQ(outcome.ending, run::Ending::harness_error);
    EXPECT_THAT(outcome.message, HasSubstr("cancellation is not modelled"));
}

TEST_F(ThreadLife, takes_no_signals_from_another_thread) {
    const auto body = [] {
        std::thread thread([] { std::this_thread::yield(); });
        pthread_kill(thread.native_handle(), SIGUSR1);
        thread.join();
    };
    const run::Outcome outcome = outcome_of(body);
    EXPECT_EQ(outcome.ending, run::Ending::harness_error);
    EXPECT_THAT(outcome.message, HasSubstr("signals between threads"));
}

TEST_F(ThreadLife, is_told_of_when_there_are_too_many) {
    const auto body = [] {
        for (unsigned i = 0; i < base::threads_max; ++i) std::thread([] {}).detach();
    };
    run::Job job = test::one_execution();
    job.hang_timeout_ms = 60'000;
    const run::Outcome outcome = outcome_of(body, job);
    EXPECT_EQ(outcome.incident.kind, history::IncidentKind::terminate);
    EXPECT_THAT(outcome.incident.message.c_str(), HasSubstr("contend runs at most 256 threads"));
}

TEST_F(ThreadLife, is_had_by_as_many_as_there_may_be) {
    test::Shared<std::atomic<unsigned>> ended;
    constexpr unsigned own = 2;  // the body's, and the one that waits for the body
    const auto body = [&] {
        std::vector<std::thread> threads;
        for (unsigned i = own; i < base::threads_max; ++i) threads.emplace_back([&] { ++*ended; });
        for (std::thread& thread : threads) thread.join();
    };
    run::Job job = test::one_execution();
    job.hang_timeout_ms = 60'000;  // every thread is new, and some runtimes take their time
    const run::Outcome outcome = outcome_of(body, job);
    EXPECT_EQ(outcome.ending, run::Ending::completed)
        << run::diagnose(outcome.incident, {}).summary;
    EXPECT_EQ(*ended, base::threads_max - own);
}

TEST_F(ThreadLife, leaves_keys_to_later_executions_though_nobody_deletes_them) {
    const auto body = [] {
        pthread_key_t key{};
        ASSERT_EQ(pthread_key_create(&key, nullptr), 0);
        ASSERT_EQ(pthread_getspecific(key), nullptr);
        ASSERT_EQ(pthread_setspecific(key, &key), 0);
        ASSERT_EQ(pthread_getspecific(key), &key);
    };
    run::Job job = test::one_execution();
    job.count = 5'000;
    const run::Outcome outcome = outcome_of(body, job);
    EXPECT_EQ(outcome.ending, run::Ending::completed) << outcome.incident.message.c_str();
    EXPECT_EQ(outcome.executions, job.count);
}

struct Local {
    std::vector<int> values = {1, 2, 3};
};

std::size_t resident_pages() {
    std::size_t all = 0;
    std::size_t resident = 0;
    std::FILE* const file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr || std::fscanf(file, "%zu %zu", &all, &resident) != 2) resident = 0;
    if (file != nullptr) std::fclose(file);
    return resident;
}

void use_what_threads_have() {
    static thread_local Local local;
    local.values.push_back(4);
    pthread_key_t key{};
    pthread_key_create(&key, [](void* value) { delete static_cast<int*>(value); });
    pthread_setspecific(key, new int(1));
}

void* use_and_exit(void*) {
    use_what_threads_have();
    pthread_exit(nullptr);
}

TEST_F(ThreadLife, takes_no_memory_from_one_execution_to_the_next) {
    constexpr unsigned settled = 20'000;
    constexpr unsigned executions = 100'000;
    test::Shared<std::array<std::size_t, 2>> resident;
    test::Shared<unsigned> number;
    const auto body = [&] {
        std::thread joined(use_what_threads_have);
        pthread_t exits{};
        pthread_create(&exits, nullptr, use_and_exit, nullptr);
        joined.join();
        pthread_join(exits, nullptr);
        ++*number;
        if (*number == settled) resident->at(0) = resident_pages();
        if (*number == executions) resident->at(1) = resident_pages();
    };
    run::Job job = test::one_execution();
    job.digest = false;
    job.count = executions;
    const run::Outcome outcome = outcome_of(body, job);
    EXPECT_EQ(outcome.ending, run::Ending::completed)
        << run::diagnose(outcome.incident, {}).summary;
    ASSERT_GT(resident->at(0), 0U);
    constexpr std::size_t pages = 512;  // 2 MB for 80,000 executions: 26 bytes each
    EXPECT_LT(resident->at(1), resident->at(0) + pages);
}

}  // namespace
}  // namespace contend::interpose
