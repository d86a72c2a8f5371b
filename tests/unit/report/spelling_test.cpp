#include <contend/report/spelling.hpp>

#include <gtest/gtest.h>

namespace contend::report {
namespace {

TEST(Respelled, drops_inline_namespaces_of_the_library) {
    EXPECT_EQ(respelled("std::__cxx11::list<int>::size()"), "std::list<int>::size()");
    EXPECT_EQ(respelled("std::__1::vector<int>::size()"), "std::vector<int>::size()");
    EXPECT_EQ(respelled("std::_V2::condition_variable_any::wait()"),
              "std::condition_variable_any::wait()");
}

TEST(Respelled, drops_tags_and_clones) {
    EXPECT_EQ(respelled("f[abi:cxx11](int) [clone .isra.0] [clone .cold]"), "f(int)");
    EXPECT_EQ(respelled("f(int) (.part.0)"), "f(int)");
}

TEST(Respelled, leaves_template_arguments_alone) {
    EXPECT_EQ(respelled("std::vector<int, std::allocator<int> >"),
              "std::vector<int, std::allocator<int> >");
}

TEST(Respelled, leaves_lambda_like_text_with_absurd_numbers_alone) {
    EXPECT_EQ(respelled("$_99999999999999999999"), "$_99999999999999999999");
    EXPECT_EQ(respelled("'lambda99999999999'()"), "'lambda99999999999'()");
    EXPECT_EQ(respelled("'lambda"), "'lambda");
    EXPECT_EQ(respelled("<lambda("), "<lambda(");
}

}  // namespace
}  // namespace contend::report
