// Goal: the model is right where one can see by hand what is.
#include "model.hpp"

#include <gtest/gtest.h>

namespace contend::differential {
namespace {

Program program_on(Object object, std::vector<std::vector<Action>> threads) {
    Program program{{object}, {}};
    for (const auto& actions : threads) {
        program.threads.emplace_back();
        for (const Action action : actions) program.threads.back().push_back({action, 0});
    }
    return program;
}

Outcome outcome(std::vector<std::vector<Code>> threads) {
    Outcome all = 0;
    for (unsigned t = 0; t < threads.size(); ++t)
        for (unsigned i = 0; i < threads[t].size(); ++i) all |= placed(t, i, threads[t][i]);
    return all;
}

TEST(Model, lets_one_of_two_attempts_fail_or_none) {
    const Program program =
        program_on({Kind::normal_mutex}, {{Action::try_lock}, {Action::try_lock}});
    EXPECT_EQ(
        outcomes_of(program, Rules::strict),
        (std::set<Outcome>{outcome({{Code::ok}, {Code::ok}}), outcome({{Code::ok}, {Code::busy}}),
                           outcome({{Code::busy}, {Code::ok}})}));
}

TEST(Model, knows_that_a_mutex_without_owner_deadlocks_when_it_is_locked_twice) {
    EXPECT_EQ(outcomes_of(program_on({Kind::normal_mutex}, {{Action::lock, Action::lock}}),
                          Rules::strict),
              (std::set<Outcome>{deadlocked}));
    EXPECT_EQ(outcomes_of(program_on({Kind::checking_mutex}, {{Action::lock, Action::lock}}),
                          Rules::strict),
              (std::set<Outcome>{outcome({{Code::ok, Code::deadlock}})}));
}

TEST(Model, lets_a_signal_be_lost) {
    const Program program = program_on({Kind::monitor}, {{Action::nap}, {Action::signal}});
    EXPECT_EQ(outcomes_of(program, Rules::strict),
              (std::set<Outcome>{outcome({{Code::ok}, {Code::ok}}),
                                 outcome({{Code::timed_out}, {Code::ok}})}));
}

TEST(Model, lets_one_of_two_waiters_wait_for_ever_after_one_signal) {
    const Program program =
        program_on({Kind::monitor}, {{Action::await}, {Action::await}, {Action::raise_one}});
    EXPECT_EQ(outcomes_of(program, Rules::strict),
              (std::set<Outcome>{outcome({{Code::ok}, {Code::ok}, {Code::ok}}), deadlocked}));
}

TEST(Model, lets_nobody_wake_up_without_a_signal_but_by_the_rules_of_posix) {
    const Program program = program_on({Kind::monitor}, {{Action::nap}});
    EXPECT_EQ(outcomes_of(program, Rules::strict),
              (std::set<Outcome>{outcome({{Code::timed_out}})}));
    EXPECT_EQ(outcomes_of(program, Rules::posix),
              (std::set<Outcome>{outcome({{Code::timed_out}}), outcome({{Code::ok}})}));
}

TEST(Model, makes_one_thread_of_a_round_serial) {
    const Program program = program_on({Kind::barrier, 2}, {{Action::arrive}, {Action::arrive}});
    EXPECT_EQ(outcomes_of(program, Rules::strict),
              (std::set<Outcome>{outcome({{Code::ok}, {Code::serial}}),
                                 outcome({{Code::serial}, {Code::ok}})}));
}

}  // namespace
}  // namespace contend::differential
