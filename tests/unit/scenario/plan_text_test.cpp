#include "journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::scenario {
namespace {

using ::testing::HasSubstr;

std::string error_of(const std::string& text) {
    const base::Result<Plan> plan = journal_spec().subject()->decode(text);
    return plan.ok() ? "" : plan.error().message.c_str();
}

RC_GTEST_PROP(PlanText, is_read_back_as_the_plan, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    const Plan plan = draw(*subject, seed).value();
    const base::Result<Plan> again = subject->decode(subject->encode(plan));
    RC_ASSERT(again.ok());
    RC_ASSERT(*again == plan);
    RC_ASSERT(subject->show(*again) == subject->show(plan));
}

// A random walk down the tree: also shrunk arguments that are stored as generator state come back.
RC_GTEST_PROP(PlanText, is_read_back_as_the_plan_wherever_it_was_shrunk_to,
              (std::uint64_t seed, std::vector<std::uint8_t> turns)) {
    const auto subject = journal_spec().subject();
    rc::Shrinkable<Plan> plan = draw(*subject, seed);
    for (const std::uint8_t turn : turns) {
        rc::Seq<rc::Shrinkable<Plan>> shrinks = plan.shrinks();
        for (unsigned i = 0; i < turn; ++i) shrinks.next();
        if (auto shrink = shrinks.next()) plan = std::move(*shrink);
    }
    const base::Result<Plan> again = subject->decode(subject->encode(plan.value()));
    RC_ASSERT(again.ok());
    RC_ASSERT(*again == plan.value());
    RC_ASSERT(subject->show(*again) == subject->show(plan.value()));
}

RC_GTEST_PROP(PlanText, is_made_of_harmless_characters, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    const std::string text = subject->encode(draw(*subject, seed).value());
    const std::string allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%,-./:=@_+";
    RC_ASSERT(text.find_first_not_of(allowed) == std::string::npos);
}

RC_GTEST_PROP(PlanText, is_refused_or_means_something_when_damaged,
              (std::uint64_t seed, std::size_t position, char byte)) {
    const auto subject = journal_spec().subject();
    std::string text = subject->encode(draw(*subject, seed).value());
    text[position % text.size()] = byte;
    const base::Result<Plan> plan = subject->decode(text);
    if (!plan) {
        RC_ASSERT(!plan.error().message.empty());
    } else {
        RC_ASSERT(*subject->decode(subject->encode(*plan)) == *plan);
    }
}

RC_GTEST_PROP(PlanText, is_refused_when_cut_off_within_the_threads, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    const std::string text = subject->encode(draw(*subject, seed).value());
    const std::size_t first = text.find('/');
    const auto cut = *rc::gen::inRange<std::size_t>(0, first + 1);
    RC_ASSERT(!subject->decode(text.substr(0, cut)).ok());
}

TEST(PlanText, names_operations_whatever_their_order) {
    const auto one = spec<Journal>().operation("a", &Journal::slot).operation("b", &Journal::slot);
    const auto other =
        spec<Journal>().operation("b", &Journal::slot).operation("a", &Journal::slot);
    const base::Result<Plan> plan = one.subject()->decode("/a+b/");
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(one.subject()->encode(*plan), "/a+b/");
    EXPECT_EQ(other.subject()->decode("/a+b/")->threads[0][0].operation, 1u);
}

TEST(PlanText, shows_each_part_on_a_line) {
    const auto subject = journal_spec().subject();
    const base::Result<Plan> plan = subject->decode("open:2/put:1:=a+slot/call%20it:0/close");
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(
        subject->show(*plan),
        "initial: open(2)\nthread 1: put(1, \"a\"); slot()\nthread 2: call it(0)\nfinal: close()");
}

TEST(PlanText, is_refused_with_the_reason) {
    EXPECT_THAT(error_of(""), HasSubstr("it has no threads"));
    EXPECT_THAT(error_of("/"), HasSubstr("it has no threads"));
    EXPECT_THAT(error_of("/get:1//"), HasSubstr("thread 2 of the scenario calls nothing"));
    EXPECT_THAT(error_of("/evict/"), HasSubstr("'evict', which is not among the operations"));
    EXPECT_THAT(error_of("/get:1+/"), HasSubstr("'' is not the name of an operation"));
    EXPECT_THAT(error_of("/g%e/"), HasSubstr("'g%e' is not the name of an operation"));
    EXPECT_THAT(error_of("/get/"), HasSubstr("'get' with 0 arguments, but it takes 1"));
    EXPECT_THAT(error_of("/get:1:2/"), HasSubstr("'get' with 2 arguments, but it takes 1"));
    EXPECT_THAT(error_of("/get:x/"),
                HasSubstr("argument 1 of 'get', of type int: 'x' is not a number"));
    EXPECT_THAT(error_of("/put:1:a/"), HasSubstr("argument 2 of 'put', of type std::string"));
    EXPECT_THAT(error_of("/note:7/"), HasSubstr("'7' is not the state of a generator"));
    EXPECT_THAT(error_of("/note:@/"), HasSubstr("could be neither written nor generated again"));
    EXPECT_THAT(error_of("/note:@1.5.99999/"), HasSubstr("the generator has changed"));
    EXPECT_THAT(error_of("/open:1/"), HasSubstr("declares it for the initial part"));
    EXPECT_THAT(error_of("get:1/get:1/"), HasSubstr("in the initial part, but"));
}

TEST(PlanText, is_refused_beyond_the_limits) {
    std::string threads = "/";
    for (unsigned i = 0; i <= threads_max; ++i) threads += "slot/";
    EXPECT_THAT(error_of(threads), HasSubstr("251 threads, more than 250"));
    std::string calls = "/slot";
    for (unsigned i = 0; i < calls_per_thread_max; ++i) calls += "+slot";
    EXPECT_THAT(error_of(calls + "/"), HasSubstr("1001 calls in one part, more than 1000"));
}

TEST(PlanText, tells_plans_stored_as_generator_state) {
    const auto subject = journal_spec().subject();
    EXPECT_FALSE(stored_as_generator_state(*subject->decode("/get:1/")));
    EXPECT_TRUE(stored_as_generator_state(*subject->decode("/get:1/note:@1.5/")));
}

}  // namespace
}  // namespace contend::scenario
