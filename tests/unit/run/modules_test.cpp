#include <contend/run/modules.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace contend::run {
namespace {

int in_this_program = 0;

TEST(Modules, find_the_program_for_its_own_addresses) {
    const ModuleOffset place = locate(&in_this_program);
    EXPECT_EQ(place.module, std::filesystem::read_symlink("/proc/self/exe").string());
    EXPECT_GT(place.offset, 0U);
}

TEST(Modules, find_the_library_for_an_address_in_it) {
    const ModuleOffset place = locate(reinterpret_cast<const void*>(&std::getenv));
    EXPECT_NE(place.module, "");
}

TEST(Modules, find_nothing_where_nothing_is_loaded) {
    EXPECT_EQ(locate(nullptr).module, "");
    const int on_the_stack = 0;
    EXPECT_EQ(locate(&on_the_stack).module, "");
}

TEST(BuildId, is_sixteen_hexadecimal_digits) {
    EXPECT_EQ(build_id().size(), 16U);
    EXPECT_EQ(build_id().find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace contend::run
