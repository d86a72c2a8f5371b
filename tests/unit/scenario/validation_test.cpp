#include "journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace contend::scenario {
namespace {

using ::testing::HasSubstr;

template <class T> std::string error_of(const Spec<T>& spec) {
    const base::Result<Valid> valid = spec.subject()->validate();
    return valid.ok() ? "" : valid.error().message.c_str();
}

// What validates, for the tests to break in one way each.
Spec<Journal> good() { return spec<Journal>().operation("slot", &Journal::slot); }

TEST(Validation, finds_no_fault_with_what_is_good) {
    EXPECT_EQ(error_of(good()), "");
    EXPECT_EQ(error_of(journal_spec()), "");
}

TEST(Validation, names_the_type) {
    EXPECT_THAT(error_of(spec<Journal>()),
                HasSubstr("the specification of contend::scenario::Journal: "));
}

TEST(Validation, asks_for_an_operation_that_threads_may_run) {
    EXPECT_THAT(error_of(spec<Journal>()), HasSubstr("nothing that threads may run"));
    EXPECT_THAT(error_of(spec<Journal>().initial("slot", &Journal::slot)),
                HasSubstr("nothing that threads may run"));
}

TEST(Validation, asks_for_names_that_tell_things_apart) {
    EXPECT_THAT(error_of(good().operation("", &Journal::slot)), HasSubstr("empty name"));
    EXPECT_THAT(error_of(good().operation("slot", &Journal::leave)),
                HasSubstr("two operations are named 'slot'"));
    EXPECT_THAT(error_of(good().final("slot", &Journal::leave)),
                HasSubstr("two operations are named 'slot'"));
    const auto holds = [](const Journal&) { return true; };
    EXPECT_THAT(error_of(good().invariant("", holds)), HasSubstr("an invariant has an empty name"));
    EXPECT_THAT(error_of(good().invariant("a", holds).invariant("a", holds)),
                HasSubstr("two invariants are named 'a'"));
    EXPECT_EQ(error_of(good().invariant(holds).invariant(holds)), "");
}

TEST(Validation, asks_for_ranges_that_are_not_empty_and_not_too_large) {
    EXPECT_THAT(error_of(good().threads(3, 2)), HasSubstr("threads(3, 2) is an empty range"));
    EXPECT_THAT(error_of(good().threads(0)), HasSubstr("threads(0, 0) must start at 1"));
    EXPECT_THAT(error_of(good().threads(251)), HasSubstr("the most is 250"));
    EXPECT_THAT(error_of(good().operations_per_thread(0, 2)),
                HasSubstr("operations_per_thread(0, 2)"));
    EXPECT_THAT(error_of(good().operations_per_thread(1001)), HasSubstr("the most is 1000"));
}

struct Numbers {
    int add(int number) { return sum += number; }
    int sum = 0;
};

Spec<Numbers> numbers() { return spec<Numbers>().operation("add", &Numbers::add); }

TEST(Validation, asks_for_a_model_that_fits) {
    EXPECT_EQ(error_of(numbers().model(model<Numbers>().operation("add", &Numbers::add))), "");
    EXPECT_THAT(error_of(numbers().model(model<Numbers>())),
                HasSubstr("the model does not say what the operation 'add' does"));
    EXPECT_THAT(
        error_of(numbers().model(model<Numbers>().operation("add", [](Numbers&) { return 0; }))),
        HasSubstr("takes 0 arguments where the subject's takes 1"));
    EXPECT_THAT(error_of(numbers().model(
                    model<Numbers>().operation("add", [](Numbers&, long) { return 0; }))),
                HasSubstr("takes as argument 1 a long where the subject's takes a int"));
}

TEST(Validation, asks_for_a_key_where_calls_are_told_apart_by_it) {
    EXPECT_EQ(error_of(numbers().keyed()), "");
    EXPECT_THAT(error_of(numbers().operation("get", [](Numbers& n) { return n.sum; }).keyed()),
                HasSubstr("the operation 'get' has no argument that could be its key"));
}

TEST(Validation, finds_promises_of_progress_that_mean_nothing) {
    EXPECT_EQ(error_of(numbers().lock_free("add")), "");
    EXPECT_EQ(error_of(numbers().wait_free("add", 1)), "");
    EXPECT_THAT(
        error_of(numbers().lock_free("put")),
        HasSubstr("'put' is declared lock-free or wait-free, but threads call no operation"));
    EXPECT_THAT(error_of(numbers().lock_free("add").wait_free("add", 3)), HasSubstr("twice"));
    EXPECT_THAT(error_of(numbers().wait_free("add", 0)), HasSubstr("give it 1 or more"));
    EXPECT_THAT(error_of(numbers().initial("fill", [](Numbers&) {}).lock_free("fill")),
                HasSubstr("threads call no operation of that name"));
}

struct NoDefault {
    explicit NoDefault(int start) : number(start) {}
    void touch() { ++number; }
    int number;
};

TEST(Validation, asks_for_a_way_to_construct_the_subject) {
    const auto without = spec<NoDefault>().operation("touch", &NoDefault::touch);
    EXPECT_THAT(error_of(without), HasSubstr("NoDefault has no default constructor"));
    EXPECT_EQ(error_of(without.construct([] { return NoDefault(1); })), "");
}

TEST(Validation, tries_the_generators) {
    const auto none = rc::gen::suchThat(opaque(), [](const Opaque&) { return false; });
    EXPECT_THAT(error_of(good().operation("note", note, none)),
                HasSubstr("the generator of parameter 1 of the operation 'note', of type "
                          "contend::scenario::Opaque, fails: "));
}

TEST(Validation, asks_for_sense_in_weights_and_tolerations) {
    EXPECT_THAT(error_of(good().weight(0)), HasSubstr("'slot' has the weight 0"));
    EXPECT_THAT(error_of(spec<Journal>().weight(2).operation("slot", &Journal::slot)),
                HasSubstr(".weight must follow"));
    EXPECT_THAT(error_of(good().initial("leave", &Journal::leave).weight(2)),
                HasSubstr(".weight must follow"));
    EXPECT_THAT(error_of(good().tolerate("", "why")), HasSubstr("needs a pattern"));
    EXPECT_THAT(error_of(good().tolerate("f*", "")), HasSubstr("tolerate('f*') needs a reason"));
}

}  // namespace
}  // namespace contend::scenario
