#include "journal.hpp"

#include <contend/scenario/parameter.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::scenario {
namespace {

RC_GTEST_PROP(ParameterOfAnyType, decodes_what_it_generated_wherever_it_was_shrunk_to,
              (std::uint64_t seed, std::vector<std::uint8_t> turns)) {
    const Parameter parameter = make_parameter<Opaque>(opaque());
    rc::Shrinkable<Value> node = parameter.generator(rc::Random(seed), 30);
    for (const std::uint8_t turn : turns) {
        rc::Seq<rc::Shrinkable<Value>> shrinks = node.shrinks();
        for (unsigned i = 0; i < turn % 4u; ++i) shrinks.next();
        if (auto shrink = shrinks.next()) node = std::move(*shrink);
    }
    const Value value = node.value();
    const base::Result<Value> again = parameter.decode(value.stored());
    RC_ASSERT(again.ok());
    RC_ASSERT(again->get<Opaque>().number == value.get<Opaque>().number);
    RC_ASSERT(*again == value);
}

TEST(ParameterOfAnyType, says_when_its_generator_fails_to_make_the_value_again) {
    const auto none = rc::gen::suchThat(opaque(), [](const Opaque&) { return false; });
    const base::Result<Value> value = make_parameter<Opaque>(none).decode("@1.5");
    ASSERT_FALSE(value.ok());
    EXPECT_STREQ(value.error().message.c_str(),
                 "the generator does not make any value from this state");
}

TEST(ParameterOfAnyType, survives_any_size) {
    const Parameter parameter = make_parameter<Opaque>(opaque());
    for (const int size : {-1, 0, 1000000}) {
        const Value value = parameter.generator(rc::Random(1), size).value();
        EXPECT_TRUE(parameter.decode(value.stored()).ok()) << value.stored();
    }
}

}  // namespace
}  // namespace contend::scenario
