// Goal: the probabilities that pos.hpp promises.
#include <contend/schedule/pos.hpp>

#include <unit/schedule/program.hpp>
#include <unit/schedule/small_program.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace contend::schedule {
namespace {

using test::Action;
using test::SmallProgram;

/// In how many of `executions` a thread that reads variable 0 once sees what another wrote to it
/// after `before` writes to `object`.
int late_reads(unsigned before, int object, int executions) {
    SmallProgram program{
        {std::vector(before, test::Instruction{Action::write, object}), {{Action::read, 0}}}};
    program.threads[0].push_back({Action::write, 0});
    Pos pos;
    int late = 0;
    for (int i = 0; i < executions; ++i)
        late += test::run(program, pos, base::mix(i)).result().substr(0, 3) == ";1;" ? 1 : 0;
    return late;
}

void expect_share(int count, int of, double probability) {
    EXPECT_NEAR(count, of * probability, 5 * std::sqrt(of * probability * (1 - probability)));
}

// The read keeps its priority p while the writer's nine events draw theirs. It comes last if all nine are
// higher: p^9 on average, 1/10.
TEST(Pos, draws_once_for_what_does_not_race) {
    expect_share(late_reads(8, 1, 20'000), 20'000, 1.0 / 10);
}

// Each write races with the read, and both draw anew: 1/2 each time, four times.
TEST(Pos, draws_anew_for_what_races) {
    SmallProgram program{
        {std::vector(4, test::Instruction{Action::write, 0}), {{Action::write, 0}}}};
    Pos pos;
    int last = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string trace = test::run(program, pos, base::mix(i)).trace();
        last += trace.substr(0, 5) == "00001" ? 1 : 0;
    }
    expect_share(last, 20'000, 1.0 / 16);
}

RC_GTEST_PROP(Pos, chooses_candidates_only_and_ends, (std::uint64_t seed)) {
    const auto lengths = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 20U));
    RC_PRE(!lengths.empty() && lengths.size() <= 20U);
    Pos pos;
    test::Program program(lengths);
    const test::Execution first = program.run(pos, seed);
    RC_ASSERT(first.valid);
    RC_ASSERT(program.run(pos, seed).order == first.order);
}

}  // namespace
}  // namespace contend::schedule
