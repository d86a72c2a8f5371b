// Goal: what threads tell one another is seen, and only that.
#include <contend/schedule/watched.hpp>

#include <contend/schedule/pct.hpp>
#include <contend/schedule/pos.hpp>
#include <contend/schedule/random_walk.hpp>

#include <unit/schedule/subjects.hpp>

#include <gtest/gtest.h>

#include <memory>

namespace contend::schedule {
namespace {

using test::Line;
using test::Scripts;

/// Somebody who watches random walks.
struct Watching {
    Communication communication;
    Corpus corpus;
    Watched watched{communication, corpus};
    RandomWalk walk;

    void run(const Scripts& program, std::uint64_t executions) {
        for (std::uint64_t seed = 0; seed < executions; ++seed)
            program.run(watched.watch(walk), base::mix(seed));
    }

    /// How many objects there seem to be that threads share.
    unsigned shared_objects() const {
        unsigned count = 0;
        for (Communication::Places rest = communication.shared(); rest != 0; ++count)
            rest &= ~communication.together_with(static_cast<unsigned>(__builtin_ctzll(rest)));
        return count;
    }
};

std::vector<Line> creates(int count) {
    std::vector<Line> lines;
    for (int script = 1; script <= count; ++script) lines.push_back({EventKind::create, script});
    return lines;
}

// Objects lie elsewhere in every other execution.
TEST(Communication, knows_an_object_again_by_the_places_that_act_on_it) {
    const auto watching = std::make_unique<Watching>();
    watching->run({{creates(2),
                    {{EventKind::write, 0}, {EventKind::write, 1}},
                    {{EventKind::read, 0}, {EventKind::read, 1}}}},
                  20);
    EXPECT_EQ(watching->shared_objects(), 2U);
    EXPECT_EQ(__builtin_popcountll(watching->communication.shared()), 4);
}

TEST(Communication, calls_nothing_shared_that_one_thread_uses_or_nobody_changes) {
    const auto watching = std::make_unique<Watching>();
    watching->run({{creates(2),
                    {{EventKind::write, 0}, {EventKind::read, 1}},
                    {{EventKind::read, 1}, {EventKind::atomic_update, 2}}}},
                  20);
    EXPECT_EQ(watching->shared_objects(), 0U);
}

// The reader sees the initial value, the first write, or the second one.
TEST(Communication, tells_pairs_of_writing_and_reading_apart) {
    const auto watching = std::make_unique<Watching>();
    const Scripts program{
        {creates(2), {{EventKind::write, 0}, {EventKind::write, 0}}, {{EventKind::read, 0}}}};
    unsigned fresh = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        program.run(watching->watched.watch(watching->walk), base::mix(seed));
        fresh += watching->communication.fresh();
    }
    EXPECT_EQ(fresh, 3U);
    EXPECT_EQ(watching->corpus.size(), 3U);
}

// Who finds the lock taken has not locked it: the lock is had from the other's unlock, not from its lock.
TEST(Communication, counts_a_lock_when_it_is_taken) {
    const auto watching = std::make_unique<Watching>();
    const std::vector<Line> locker = {{EventKind::lock, 0}, {EventKind::unlock, 0}};
    const Scripts program{{creates(2), locker, locker}};
    unsigned fresh = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        program.run(watching->watched.watch(watching->walk), base::mix(seed));
        fresh += watching->communication.fresh();
    }
    // Each has it first, or from the other.
    EXPECT_EQ(fresh, 4U);
}

// All act on one object, so all are shared, under the 63 numbers there are.
TEST(Communication, has_numbers_for_more_places_than_it_tells_apart) {
    const auto watching = std::make_unique<Watching>();
    const std::vector<Line> writer(600, {EventKind::write, 0});
    watching->run({{creates(2), writer, std::vector(writer)}}, 2);
    EXPECT_EQ(watching->communication.shared(), ~Communication::Places{1});
    EXPECT_EQ(watching->shared_objects(), 1U);
}

template <class Kind> void decides_alike_when_watched() {
    const test::Subject subject = test::twostage(3);
    const auto watching = std::make_unique<Watching>();
    Kind watched;
    Kind alone;
    for (std::uint64_t seed = 0; seed < 200; ++seed)
        ASSERT_EQ(subject.program.run(watching->watched.watch(watched), seed),
                  subject.program.run(alone, seed))
            << alone.name() << ", seed " << seed;
}

TEST(Watched, lets_a_strategy_decide_as_it_would_by_itself) {
    decides_alike_when_watched<RandomWalk>();
    decides_alike_when_watched<Pct>();
    decides_alike_when_watched<Pos>();
}

}  // namespace
}  // namespace contend::schedule
