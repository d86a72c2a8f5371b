#include "journal.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

namespace contend::scenario {
namespace {

using Lines = std::vector<std::string>;

// A bound plan whose only thread runs `calls`, given in stored text.
std::unique_ptr<const Bound> bind(const Subject& subject, const std::string& calls) {
    const base::Result<Plan> plan = subject.decode("/" + calls + "/");
    EXPECT_TRUE(plan.ok()) << plan.error().message.c_str();
    return subject.bind(*plan);
}

TEST(Bound, passes_arguments_in_every_way_an_operation_takes_them) {
    const auto subject = journal_spec().subject();
    const auto bound = bind(*subject, "put:3:=a+name:=b+take:2,5,6:=c+note:@1.5");
    Journal journal;
    for (const Step& step : bound->thread(0)) step.run(step.closure, &journal, {});
    ASSERT_EQ(journal.lines.size(), 4u);
    EXPECT_EQ(journal.lines[0], "put 3 a");
    EXPECT_EQ(journal.lines[1], "name b");
    EXPECT_EQ(journal.lines[2], "take 2 c");
}

TEST(Bound, gives_each_call_a_fresh_copy_of_what_the_operation_may_change) {
    const auto subject = journal_spec().subject();
    const auto bound = bind(*subject, "take:2,5,6:=c");
    Journal journal;
    run(bound->thread(0)[0], journal);
    run(bound->thread(0)[0], journal);
    EXPECT_EQ(journal.lines, (Lines{"take 2 c", "take 2 c"}));
}

TEST(Bound, shows_results_by_value_and_no_others) {
    const auto subject = journal_spec().subject();
    const auto bound = bind(*subject, "get:2+leave+call%20it:1+name:=b+put:1:=a+slot");
    Journal journal;
    Lines results;
    for (const Step& step : bound->thread(0)) results.push_back(run(step, journal));
    EXPECT_EQ(results, (Lines{"20", "7", "10", "\"name b\"", "", ""}));
}

TEST(Bound, has_the_parts_of_the_plan_in_order) {
    const auto subject = journal_spec().subject();
    const base::Result<Plan> plan = subject->decode("open:2/get:1/get:1+get:2/close");
    ASSERT_TRUE(plan.ok());
    const auto bound = subject->bind(*plan);
    EXPECT_EQ(bound->initial().size, 1u);
    EXPECT_EQ(bound->threads(), 2u);
    EXPECT_EQ(bound->thread(0).size, 1u);
    EXPECT_EQ(bound->thread(1).size, 2u);
    EXPECT_EQ(bound->final().size, 1u);
    Journal journal;
    run(bound->initial()[0], journal);
    EXPECT_EQ(journal.number, 2);
}

TEST(Bound, says_of_each_call_whether_what_judges_it_only_reads) {
    const auto journal =
        spec<Journal>().operation("get", &Journal::get).operation("slot", [](Journal& own) {
            return own.number;
        });
    const auto itself = bind(*journal.subject(), "get:1+slot");
    EXPECT_TRUE(itself->sequential().calls[0].reads_only);
    EXPECT_FALSE(itself->sequential().calls[1].reads_only);
    const auto modelled =
        bind(*journal
                  .model(model<int>()
                             .operation("get", [](int&, int key) { return key; })
                             .operation("slot", [](const int& slot) { return slot; }))
                  .subject(),
             "get:1+slot");
    EXPECT_FALSE(modelled->sequential().calls[0].reads_only);
    EXPECT_TRUE(modelled->sequential().calls[1].reads_only);
}

TEST(Bound, outlives_the_subject_and_the_plan) {
    auto subject = journal_spec().subject();
    const auto bound = bind(*subject, "put:1:=abc");
    subject.reset();
    Journal journal;
    run(bound->thread(0)[0], journal);
    EXPECT_EQ(journal.lines, Lines{"put 1 abc"});
}

TEST(Bound, lets_out_what_an_operation_throws) {
    const auto subject = spec<Journal>()
                             .operation("fail", [](Journal&) { throw std::runtime_error("no"); })
                             .subject();
    const auto bound = bind(*subject, "fail");
    Journal journal;
    EXPECT_THROW(run(bound->thread(0)[0], journal), std::runtime_error);
}

TEST(Bound, says_which_invariant_does_not_hold) {
    const auto subject =
        journal_spec()
            .invariant("one", [](const Journal& journal) { return journal.number != 1; })
            .invariant("two", [](const Journal& journal) { return journal.number != 2; })
            .subject();
    const auto bound = bind(*subject, "slot");
    Journal journal;
    EXPECT_EQ(bound->violated_invariant(&journal), -1);
    journal.number = 2;
    EXPECT_EQ(bound->violated_invariant(&journal), 1);
}

TEST(Bound, makes_a_fresh_subject_each_time) {
    const auto bound = bind(*journal_spec().subject(), "slot");
    void* const first = bound->create();
    void* const second = bound->create();
    EXPECT_NE(first, second);
    bound->destroy(first);
    bound->destroy(second);
}

struct Base {
    int inherited(int number) const { return number; }
};
struct Derived : Base {};

TEST(Bound, calls_member_functions_of_a_base_class) {
    const auto subject = spec<Derived>().operation("inherited", &Base::inherited).subject();
    const auto bound = bind(*subject, "inherited:3");
    Derived derived;
    std::string result;
    bound->thread(0)[0].run(bound->thread(0)[0].closure, &derived, {false, &result});
    EXPECT_EQ(result, "3");
}

}  // namespace
}  // namespace contend::scenario
