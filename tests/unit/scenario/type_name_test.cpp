#include <contend/scenario/type_name.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace contend::scenario {
namespace {

struct Local {};

TEST(TypeName, is_what_its_user_writes) {
    EXPECT_EQ(type_name<int>(), "int");
    EXPECT_EQ(type_name<std::string>(), "std::string");
    EXPECT_EQ(type_name<Local>(), "contend::scenario::Local");
}

}  // namespace
}  // namespace contend::scenario
