// Goal: what is random outside is repeatable under control, from every source that is seeded.
#include <unit/engine/worker.hpp>

#include <dlfcn.h>
#include <sys/random.h>
#include <array>
#include <random>
#include <set>
#include <thread>

namespace contend::interpose {
namespace {

class RandomNumbers : public test::WorkerTest {};

using Numbers = std::array<std::uint64_t, 6>;

// Not every C library has these, nor every header that declares them.
std::uint64_t from_arc4random() {
    using Draw = std::uint32_t (*)();
    return reinterpret_cast<Draw>(dlsym(RTLD_DEFAULT, "arc4random"))();
}

std::uint64_t from_getrandom() {
    std::uint64_t number = 0;
    EXPECT_EQ(getrandom(&number, sizeof number, 0), static_cast<ssize_t>(sizeof number));
    return number;
}

std::uint64_t from_getentropy() {
    std::uint64_t number = 0;
    EXPECT_EQ(getentropy(&number, sizeof number), 0);
    return number;
}

std::uint64_t from_device() {
    std::random_device device;
    return device();
}

Numbers draw() {
    Numbers numbers{};
    numbers[0] = from_getrandom();
    numbers[1] = from_getentropy();
    numbers[2] = from_device();
    numbers[3] = from_arc4random();
    numbers[4] = from_getrandom();
    std::thread([&] { numbers[5] = from_getrandom(); }).join();
    return numbers;
}

TEST_F(RandomNumbers, are_the_same_in_every_execution_and_process) {
    test::Shared<std::array<Numbers, 2>> seen;
    for (Numbers& numbers : *seen) {
        run::Job job = test::one_execution();
        job.count = 3;
        const auto body = [&] { numbers = draw(); };
        ASSERT_EQ(test::outcome_of(body, job).ending, run::Ending::completed);
    }
    EXPECT_EQ(seen->at(0), seen->at(1));
}

TEST_F(RandomNumbers, differ_from_draw_to_draw_and_from_thread_to_thread) {
    test::Shared<Numbers> seen;
    ASSERT_EQ(test::outcome_of([&] { *seen = draw(); }).ending, run::Ending::completed);
    EXPECT_EQ(std::set<std::uint64_t>(seen->begin(), seen->end()).size(), seen->size());
}

TEST_F(RandomNumbers, are_not_the_seeded_ones_without_control) {
    const Numbers first = draw();
    const Numbers second = draw();
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_NE(first[i], second[i]) << i;
}

TEST_F(RandomNumbers, fill_memory_as_a_write_that_races) {
    const auto body = [] {
        auto bytes = std::make_unique<std::array<char, 16>>();
        std::thread filler([&] { (void)getrandom(bytes->data(), bytes->size(), 0); });
        (*bytes)[3] = 1;
        filler.join();
    };
    run::Job job;
    job.count = 20;
    const run::Outcome outcome = test::outcome_of(body, job);
    EXPECT_EQ(outcome.incident.kind, history::IncidentKind::race);
}

}  // namespace
}  // namespace contend::interpose
