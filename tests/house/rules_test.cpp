// Each rule catches a violation planted for it, and lets the nearest innocent text pass.
#include "rules.hpp"

#include <gtest/gtest.h>

namespace contend::house {
namespace {

const Layers layers = {{"base", {'U', {"base"}}},
                       {"engine", {'U', {"engine", "base"}}},
                       {"interpose", {'U', {"interpose", "engine", "base"}}},
                       {"run", {'C', {"run", "engine", "base"}}},
                       {"gtest", {'C', {"gtest", "run", "facade"}}}};

TEST(Rules, an_include_goes_down_not_up) {
    const std::string text = "#include <contend/run/search.hpp>\n";
    EXPECT_EQ(includes_downwards_only({"harness/contend/engine/a.cpp", text}, layers).size(), 1u);
    EXPECT_TRUE(includes_downwards_only({"harness/contend/run/a.cpp", text}, layers).empty());
    EXPECT_TRUE(includes_downwards_only({"tests/unit/engine/a_test.cpp", text}, layers).empty());
}

TEST(Rules, an_include_in_a_comment_is_none) {
    const Source source{"harness/contend/engine/a.cpp", "// #include <contend/run/search.hpp>\n"};
    EXPECT_TRUE(includes_downwards_only(source, layers).empty());
}

TEST(Rules, the_facade_is_for_the_gtest_layer) {
    const std::string text = "#include <contend/contend.hpp>\n";
    EXPECT_EQ(includes_downwards_only({"harness/contend/run/a.cpp", text}, layers).size(), 1u);
    EXPECT_TRUE(includes_downwards_only({"harness/contend/gtest/a.cpp", text}, layers).empty());
}

TEST(Rules, a_folder_that_is_no_layer_is_refused) {
    EXPECT_EQ(includes_downwards_only({"harness/contend/util/a.cpp", ""}, layers).size(), 1u);
}

TEST(Rules, the_runtime_is_named_in_interpose_only) {
    for (const char* name : {"__tsan_read8", "__wrap_f", "__interceptor_open", "__real_f"}) {
        const std::string text = std::string("void f() { ") + name + "(); }\n";
        EXPECT_EQ(names_the_runtime_only_in_interpose({"harness/contend/run/a.cpp", text}).size(),
                  1u)
            << name;
        EXPECT_TRUE(
            names_the_runtime_only_in_interpose({"harness/contend/interpose/a.cpp", text}).empty());
        EXPECT_TRUE(names_the_runtime_only_in_interpose({"harness/contend/run/a.cpp", "// " + text})
                        .empty());
    }
}

TEST(Rules, uninstrumented_layers_have_no_std_containers) {
    for (const char* header :
         {"vector", "string", "map", "functional", "memory", "iostream", "atomic"}) {
        const std::string text = std::string("#include <") + header + ">\n";
        EXPECT_EQ(
            keeps_std_out_of_uninstrumented_layers({"harness/contend/base/a.hpp", text}, layers)
                .size(),
            1u);
        EXPECT_TRUE(
            keeps_std_out_of_uninstrumented_layers({"harness/contend/run/a.hpp", text}, layers)
                .empty());
    }
    const Source types{"harness/contend/base/a.hpp",
                       "#include <cstdint>\n#include <type_traits>\n"};
    EXPECT_TRUE(keeps_std_out_of_uninstrumented_layers(types, layers).empty());
}

TEST(Rules, five_hundred_lines_are_the_ceiling) {
    EXPECT_TRUE(is_short({"examples/a.cpp", std::string(500, '\n')}).empty());
    EXPECT_EQ(is_short({"examples/a.cpp", std::string(501, '\n')}).size(), 1u);
    EXPECT_TRUE(is_short({"tests/a/package-lock.json", std::string(501, '\n')}).empty());
}

TEST(Rules, debris_does_not_land) {
    EXPECT_EQ(leaves_no_debris({"tests/a.cpp", "// FIXME: later\n"}).size(), 1u);
    EXPECT_EQ(leaves_no_debris({"tests/a.cpp", "int XXX;\n"}).size(), 1u);
    EXPECT_EQ(leaves_no_debris({"tests/a.cpp", "#if 0\n#endif\n"}).size(), 1u);
    EXPECT_TRUE(leaves_no_debris({"tests/a.cpp", "#if 0x10 > LIMIT\n#endif\nint XXXL;\n"}).empty());
}

TEST(Rules, headers_are_included_once) {
    EXPECT_EQ(header_has_pragma_once({"a.hpp", "// #pragma once\n"}).size(), 1u);
    EXPECT_TRUE(header_has_pragma_once({"a.hpp", "// What it is.\n#pragma once\n"}).empty());
    EXPECT_TRUE(header_has_pragma_once({"a.cpp", ""}).empty());
}

TEST(Rules, googletest_stays_in_its_layer) {
    const std::string text = "#include <gtest/gtest.h>\n";
    EXPECT_EQ(includes_gtest_only_in_its_layer({"harness/contend/run/a.cpp", text}).size(), 1u);
    for (const char* path :
         {"harness/contend/gtest/a.cpp", "harness/contend/gtest.hpp", "tests/unit/a_test.cpp"})
        EXPECT_TRUE(includes_gtest_only_in_its_layer({path, text}).empty()) << path;
}

TEST(Rules, a_name_in_a_string_is_what_a_stack_shows) {
    const std::string path = "harness/contend/run/a.cpp";
    EXPECT_TRUE(
        names_the_runtime_only_in_interpose({path, R"(bool b = starts_with(name, "__tsan_");)"})
            .empty());
    EXPECT_EQ(
        names_the_runtime_only_in_interpose({path, R"(auto f = dlsym(self, "__tsan_read8");)"})
            .size(),
        1u);
}

TEST(Comments, are_blanked_and_lines_kept) {
    EXPECT_EQ(without_comments("a // b\nc"), "a     \nc");
    EXPECT_EQ(without_comments("a /* b\n */ c"), "a     \n    c");
}

TEST(Comments, in_strings_are_text) {
    for (const char* text :
         {R"("http://x" y)", R"('"' // )", R"x(R"(// " )" y)x", R"("\"//" y)", "1'000'000 y"})
        EXPECT_EQ(without_comments(text).size(), std::string(text).size()) << text;
    EXPECT_EQ(without_comments(R"("http://x" y)"), R"("http://x" y)");
    EXPECT_EQ(without_comments(R"x(R"(// " )" y)x"), R"x(R"(// " )" y)x");
    EXPECT_EQ(without_comments("1'000 // y"), "1'000     ");
    EXPECT_EQ(without_strings(R"(f("a\"b", 'c') // d)"), R"(f("    ", ' ')     )");
}

TEST(Rules, litmus_programs_keep_their_names_to_themselves) {
    const char* const path = "tests/litmus/fail/a.cpp";
    for (const std::string text : {"struct Counter {\n};\n", "int square(int n) {\n}\n"}) {
        EXPECT_EQ(keeps_litmus_names_to_itself({path, text}).size(), 1u) << text;
        EXPECT_EQ(
            keeps_litmus_names_to_itself({path, "namespace {\n}  // namespace\n" + text}).size(),
            1u);
        EXPECT_TRUE(
            keeps_litmus_names_to_itself({path, "namespace {\n" + text + "}  // namespace\n"})
                .empty());
    }
    EXPECT_TRUE(keeps_litmus_names_to_itself({path, "CONTEND_TEST(Litmus, A) {\n}\n"}).empty());
}

}  // namespace
}  // namespace contend::house
