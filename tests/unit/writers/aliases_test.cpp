#include <contend/writers/aliases.hpp>

#include <gtest/gtest.h>

namespace contend::writers {
namespace {

TEST(Aliases, gives_an_address_the_same_name_every_time) {
    Aliases aliases;
    EXPECT_EQ(aliases.applied_to("locks 0x7b0400001a80"), "locks #1");
    EXPECT_EQ(aliases.applied_to("reads 8 bytes at 0x7b1000000010"), "reads 8 bytes at #2");
    EXPECT_EQ(aliases.applied_to("unlocks 0x7b0400001a80, 0x7b1000000010"), "unlocks #1, #2");
}

TEST(Aliases, keeps_small_numbers_and_parts_of_words) {
    Aliases aliases;
    for (const char* text :
         {"value 0x8", "0x12345", "name_0x7b0400001a80", "0x7b04zz00", "0xdeadbeefs", "", "0x"}) {
        EXPECT_EQ(aliases.applied_to(text), text);
    }
    EXPECT_EQ(aliases.legend(), "");
}

TEST(Aliases, lists_addresses_in_the_order_in_which_they_were_seen) {
    Aliases aliases;
    aliases.applied_to("0xffffff00 0x11111100");
    aliases.applied_to("0x22222200");
    EXPECT_EQ(aliases.legend(), "#1 = 0xffffff00, #2 = 0x11111100, #3 = 0x22222200");
}

}  // namespace
}  // namespace contend::writers
