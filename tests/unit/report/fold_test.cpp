// Goal: names a user would have written, the same from every compiler. The inputs are what GCC's,
// LLVM's and the system's demanglers print.
#include <contend/report/fold.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::report {
namespace {

TEST(Fold, drops_default_arguments_of_standard_templates) {
    EXPECT_EQ(fold("std::vector<int, std::allocator<int> >::push_back(int&&)"),
              "std::vector<int>::push_back(int&&)");
    EXPECT_EQ(fold("std::map<int, int, std::less<int>, std::allocator<std::pair<int const, int> > "
                   ">::find(int const&)"),
              "std::map<int, int>::find(int const&)");
    EXPECT_EQ(fold("std::unique_ptr<A, std::default_delete<A> >::~unique_ptr()"),
              "std::unique_ptr<A>::~unique_ptr()");
    EXPECT_EQ(fold("std::queue<int, std::deque<int, std::allocator<int> > >::pop()"),
              "std::queue<int>::pop()");
}

TEST(Fold, keeps_arguments_that_are_not_the_default) {
    EXPECT_EQ(fold("std::set<int, std::greater<int>, std::allocator<int> >::size() const"),
              "std::set<int, std::greater<int>>::size() const");
    EXPECT_EQ(fold("mine::vector<int, std::allocator<int>>::f()"),
              "mine::vector<int, std::allocator<int>>::f()");
}

TEST(Fold, reads_strings_as_strings) {
    EXPECT_EQ(fold("f(std::__cxx11::basic_string<char, std::char_traits<char>, "
                   "std::allocator<char> > const&)"),
              "f(std::string const&)");
    EXPECT_EQ(fold("std::basic_string<wchar_t, std::char_traits<wchar_t>, "
                   "std::allocator<wchar_t>>::size()"),
              "std::wstring::size()");
    EXPECT_EQ(fold("operator<<(std::basic_ostream<char, std::char_traits<char>>&, A const&)"),
              "operator<<(std::ostream&, A const&)");
}

TEST(Fold, elides_the_arguments_of_internals) {
    EXPECT_EQ(fold("std::_Rb_tree<int, int, std::_Identity<int>, std::less<int>, "
                   "std::allocator<int>>::find(int const&)"),
              "std::_Rb_tree<…>::find(int const&)");
}

TEST(Fold, drops_return_types_clones_and_tags) {
    EXPECT_EQ(fold("void mine::run<int>(int)"), "mine::run<int>(int)");
    EXPECT_EQ(fold("std::vector<int, std::allocator<int>> make(int)"), "make(int)");
    EXPECT_EQ(fold("f(int) [clone .cold]"), "f(int)");
    EXPECT_EQ(fold("f[abi:cxx11](int)"), "f(int)");
}

TEST(Fold, spells_lambdas_alike) {
    EXPECT_EQ(fold("main::{lambda(int)#1}::operator()(int) const"), "main::{lambda(int)#1}");
    EXPECT_EQ(fold("main::'lambda'(int)::operator()(int) const"), "main::{lambda(int)#1}");
    EXPECT_EQ(fold("main::'lambda0'(int)::operator()(int) const"), "main::{lambda(int)#2}");
    EXPECT_EQ(fold("main::$_0::operator()() const"), "main::{lambda#1}");
    EXPECT_EQ(fold("main()::<lambda(int)>::operator()(int) const"), "main()::{lambda(int)}");
}

TEST(Fold, demangles_what_a_symboliser_left) {
    EXPECT_EQ(fold("_ZN5Cache3putEii"), "Cache::put(int, int)");
    EXPECT_EQ(fold("_Znonsense"), "_Znonsense");
}

TEST(Fold, keeps_operators) {
    EXPECT_EQ(fold("bool mine::operator< <int>(A<int> const&, A<int> const&)"),
              "mine::operator< <int>(A<int> const&, A<int> const&)");
    EXPECT_EQ(fold("A::operator bool() const"), "A::operator bool() const");
    EXPECT_EQ(fold("A::operator()(int)"), "A::operator()(int)");
}

TEST(Fold, drops_anonymous_namespaces) {
    EXPECT_EQ(fold("(anonymous namespace)::worker(int)"), "worker(int)");
    EXPECT_EQ(fold("`anonymous namespace'::worker(int)"), "worker(int)");
}

TEST(Fold, shortens_long_names_parameters_first) {
    const std::string type = "mine::AVeryLongNameOfATypeThatNobodyWantsToReadTwice";
    EXPECT_EQ(fold("mine::run(" + type + ", " + type + ")"), "mine::run(…)");
    EXPECT_EQ(fold("mine::run<" + type + ", " + type + ">()"), "mine::run<…>()");
}

TEST(Fold, returns_what_it_does_not_understand) {
    for (const std::string& text :
         {std::string{}, std::string{"f(int"}, std::string{"a>b"}, std::string{"<null>"},
          std::string(10'000, '<'), std::string{"\xFF\x01"}}) {
        EXPECT_EQ(fold(text), text);
    }
}

RC_GTEST_PROP(Fold, changes_nothing_more_the_second_time, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"std::",
                                                    "vector",
                                                    "map",
                                                    "<",
                                                    ">",
                                                    "(",
                                                    ")",
                                                    ", ",
                                                    "int",
                                                    " ",
                                                    "const",
                                                    "::",
                                                    "operator",
                                                    "allocator<int>",
                                                    "{lambda(int)#1}",
                                                    "'lambda'",
                                                    "$_0",
                                                    "[abi:cxx11]",
                                                    "[clone .cold]",
                                                    "basic_string<char>",
                                                    "&",
                                                    "~",
                                                    "-"}));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    const std::string once = fold(text);
    RC_ASSERT(fold(once) == once);
}

}  // namespace
}  // namespace contend::report
