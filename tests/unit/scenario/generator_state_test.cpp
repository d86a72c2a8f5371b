#include <contend/scenario/generator_state.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::scenario {
namespace {

RC_GTEST_PROP(GeneratorStateText, is_read_back, (std::uint64_t seed)) {
    GeneratorState state;
    state.seed = seed;
    state.size = *rc::gen::inRange(0u, generator_size_max + 1);
    state.path =
        *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange(0u, shrink_index_max));
    const base::Result<GeneratorState> again = decode_generator_state(encode(state));
    RC_ASSERT(again.ok());
    RC_ASSERT(*again == state);
}

RC_GTEST_PROP(GeneratorStateText, is_refused_or_read_when_it_is_anything,
              (const std::string& text)) {
    const base::Result<GeneratorState> state = decode_generator_state("@" + text);
    RC_ASSERT(state.ok() || !state.error().message.empty());
}

TEST(GeneratorStateText, is_refused_when_damaged) {
    for (const char* text : {"", "1.2", "@", "@1", "@1.", "@g.2", "@1.x", "@1.2.", "@1..2",
                             "@1.1001", "@1.2.100001", "@11111111111111111.2", "@-1.2"}) {
        EXPECT_FALSE(decode_generator_state(text).ok()) << text;
    }
}

}  // namespace
}  // namespace contend::scenario
