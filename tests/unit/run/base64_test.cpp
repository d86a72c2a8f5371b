#include <contend/run/base64.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::run {
namespace {

// RFC 4648, section 10, without the padding.
TEST(Base64, gives_the_published_texts) {
    EXPECT_EQ(base64_encode(""), "");
    EXPECT_EQ(base64_encode("f"), "Zg");
    EXPECT_EQ(base64_encode("fo"), "Zm8");
    EXPECT_EQ(base64_encode("foo"), "Zm9v");
    EXPECT_EQ(base64_encode("foob"), "Zm9vYg");
    EXPECT_EQ(base64_encode("fooba"), "Zm9vYmE");
    EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64_encode("\xfb\xff"), "-_8");
}

RC_GTEST_PROP(Base64, reads_what_it_wrote, (const std::string& bytes)) {
    RC_ASSERT(base64_decode(base64_encode(bytes)) == bytes);
}

RC_GTEST_PROP(Base64, has_one_spelling_for_every_text, ()) {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"ABQgwxyz019-_"}));
    const std::optional<std::string> bytes = base64_decode(text);
    if (bytes) RC_ASSERT(base64_encode(*bytes) == text);
}

TEST(Base64, refuses_what_it_cannot_have_written) {
    for (const char* text : {"A", "Zh", "Zm9", "Zg==", "Zm 8", "+/", "Zm9vY", "\xff"}) {
        EXPECT_FALSE(base64_decode(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace contend::run
