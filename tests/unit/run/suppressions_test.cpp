#include <contend/run/suppressions.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace contend::run {
namespace {

using report::Kind;
using ::testing::HasSubstr;

TEST(Matches, finds_a_pattern_anywhere) {
    EXPECT_TRUE(matches("pop", "Stack::pop()"));
    EXPECT_TRUE(matches("Stack::pop()", "Stack::pop()"));
    EXPECT_FALSE(matches("push", "Stack::pop()"));
    EXPECT_FALSE(matches("POP", "Stack::pop()"));
}

TEST(Matches, takes_a_star_for_any_text) {
    EXPECT_TRUE(matches("Stack*pop", "Stack<int>::pop()"));
    EXPECT_TRUE(matches("Stack*pop", "Stackpop"));
    EXPECT_FALSE(matches("pop*Stack", "Stack<int>::pop()")) << "the order counts";
    EXPECT_TRUE(matches("*pop*", "Stack::pop()"));
    EXPECT_TRUE(matches("*", "anything"));
    EXPECT_TRUE(matches("a**b", "a-b"));
    EXPECT_FALSE(matches("aa*aa", "aaa")) << "a character is not used twice";
}

TEST(Matches, anchors_at_the_start) {
    EXPECT_TRUE(matches("^Stack", "Stack::pop()"));
    EXPECT_FALSE(matches("^pop", "Stack::pop()"));
    EXPECT_TRUE(matches("^*pop", "Stack::pop()"));
    EXPECT_TRUE(matches("^Stack*pop", "Stack<int>::pop()"));
}

TEST(Matches, anchors_at_the_end) {
    EXPECT_TRUE(matches("pop()$", "Stack::pop()"));
    EXPECT_FALSE(matches("pop$", "Stack::pop()"));
    EXPECT_TRUE(matches("Stack*$", "Stack::pop()"));
    EXPECT_TRUE(matches("^Stack::pop()$", "Stack::pop()"));
    EXPECT_FALSE(matches("^pop()$", "Stack::pop()"));
}

RC_GTEST_PROP(Matches, itself_and_any_part_of_itself, ()) {
    const auto text = *rc::gen::nonEmpty(
        rc::gen::container<std::string>(rc::gen::elementOf(std::string{"ab:<>("})));
    const auto start = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto size = *rc::gen::inRange<std::size_t>(1, text.size() - start + 1);
    RC_ASSERT(matches("^" + text + "$", text));
    RC_ASSERT(matches(text.substr(start, size), text));
    RC_ASSERT(matches("^" + text.substr(0, start) + "*" + text.substr(start), text));
}

TEST(ParseSuppression, splits_type_and_pattern) {
    const auto parsed = parse_suppression("  race_top:ns::Queue*free  ", "why");
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->type, "race_top");
    EXPECT_EQ(parsed->pattern, "ns::Queue*free");
    EXPECT_EQ(parsed->reason, "why");
    EXPECT_EQ(parsed->line(), "race_top:ns::Queue*free");
}

TEST(ParseSuppression, says_what_is_wrong) {
    const auto refusal = [](const char* line) {
        const auto parsed = parse_suppression(line, "");
        return std::string{parsed.ok() ? "" : parsed.error().message.c_str()};
    };
    EXPECT_THAT(refusal("nothing"),
                HasSubstr("\"nothing\" is not a suppression: it has the form type:pattern"));
    EXPECT_THAT(refusal("rase:f"), HasSubstr("\"rase\" is not a type of suppression: use race,"));
    EXPECT_THAT(refusal("race:"), HasSubstr("needs its pattern"));
    EXPECT_THAT(refusal("race: f"), HasSubstr("needs its pattern directly behind the colon"));
}

class SuppressionFile : public ::testing::Test {
protected:
    SuppressionFile()
        : path_(std::filesystem::path{::testing::TempDir()} /
                ("contend_suppressions_" + std::to_string(getpid()))) {}
    ~SuppressionFile() override { std::filesystem::remove(path_); }

    base::Result<std::vector<Suppression>> read(const std::string& text) {
        std::ofstream{path_} << text;
        return read_suppressions(path_.string());
    }

    std::filesystem::path path_;
};

TEST_F(SuppressionFile, is_read_with_its_reasons) {
    const auto read_back = read(
        "# recycled nodes are checked\n"
        "# by the compare-exchange\n"
        "race:Stack::pop\n"
        "\n"
        "# a heading\n"
        "\n"
        "deadlock:Bank\r\n"
        "# first\n"
        "race:A\n"
        "# second\n"
        "race:B");
    ASSERT_TRUE(read_back.ok()) << read_back.error().message.c_str();
    const std::vector<Suppression>& all = read_back.value();
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].line(), "race:Stack::pop");
    EXPECT_EQ(all[0].reason, "recycled nodes are checked by the compare-exchange");
    EXPECT_EQ(all[1].line(), "deadlock:Bank");
    EXPECT_EQ(all[1].reason, "");
    EXPECT_EQ(all[2].reason, "first");
    EXPECT_EQ(all[3].reason, "second");
}

TEST_F(SuppressionFile, is_read_with_the_fields_of_its_comments) {
    const auto read_back = read(
        "# reason: its atomics are not seen:\n"
        "#   they are in a library\n"
        "# upstream: https://example.org/1\n"
        "# expires: 2027-01-02\n"
        "# scope: gcc\n"
        "# probe: probes/a.cpp -la\n"
        "# intermittent\n"
        "race:A\n"
        "race:B\n");
    ASSERT_TRUE(read_back.ok()) << read_back.error().message.c_str();
    const Suppression& first = read_back.value()[0];
    EXPECT_EQ(first.reason, "its atomics are not seen: they are in a library");
    EXPECT_EQ(first.upstream, "https://example.org/1");
    EXPECT_EQ(first.expires, "2027-01-02");
    EXPECT_EQ(first.scope, "gcc");
    EXPECT_EQ(first.probe, "probes/a.cpp -la");
    EXPECT_TRUE(first.intermittent);
    EXPECT_EQ(first.line_number, 8U);
    const Suppression& second = read_back.value()[1];
    EXPECT_EQ(second.upstream, "");
    EXPECT_FALSE(second.intermittent);
}

TEST_F(SuppressionFile, with_a_mistake_is_refused_with_its_line) {
    const auto refused = read("race:A\n\nnothing\n");
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message.c_str(), HasSubstr(path_.string() + ":3: \"nothing\""));
}

TEST_F(SuppressionFile, that_is_not_there_is_refused_with_its_path) {
    const auto refused = read_suppressions("/no/such/file");
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message.c_str(), HasSubstr("/no/such/file"));
}

std::vector<report::Stack> stacks() {
    report::Stack first;
    first.frames = {{.function = "std::atomic<int>::load()", .file = "/usr/include/atomic"},
                    {.function = "Stack::pop()",
                     .file = "/home/me/stack.hpp",
                     .module = "/home/me/build/stack_test"}};
    report::Stack second;
    second.frames = {{.function = "Stack::push(int)", .file = "/home/me/stack.hpp"}};
    return {first, second};
}

bool covered(const std::string& line, Kind kind) {
    const auto parsed = parse_suppression(line, "");
    EXPECT_TRUE(parsed.ok());
    return covers(parsed.value(), kind, stacks());
}

TEST(Covers, looks_at_functions_files_and_modules_of_every_frame) {
    EXPECT_TRUE(covered("race:Stack::pop", Kind::data_race));
    EXPECT_TRUE(covered("race:Stack::push", Kind::data_race));
    EXPECT_TRUE(covered("race:stack.hpp", Kind::data_race));
    EXPECT_TRUE(covered("race:stack_test$", Kind::data_race));
    EXPECT_FALSE(covered("race:Queue", Kind::data_race));
}

TEST(Covers, looks_at_the_innermost_frames_only_for_race_top) {
    EXPECT_TRUE(covered("race_top:Stack::push", Kind::data_race));
    EXPECT_FALSE(covered("race_top:Stack::pop", Kind::data_race));
}

TEST(Covers, asks_for_the_kind_the_type_is_for) {
    EXPECT_TRUE(covered("race:Stack", Kind::use_after_free));
    EXPECT_TRUE(covered("deadlock:Stack", Kind::lock_order_inversion));
    EXPECT_TRUE(covered("mutex:Stack", Kind::mutex_misuse));
    EXPECT_TRUE(covered("thread:Stack", Kind::thread_leak));
    EXPECT_FALSE(covered("deadlock:Stack", Kind::data_race));
    EXPECT_FALSE(covered("race:Stack", Kind::lock_order_inversion));
}

TEST(Covers, never_hides_what_the_sanitizer_does_not_report) {
    for (const Kind kind :
         {Kind::deadlock, Kind::crash, Kind::invariant, Kind::not_linearizable, Kind::assertion}) {
        for (const char* type :
             {"race", "race_top", "mutex", "deadlock", "thread", "signal", "called_from_lib"}) {
            EXPECT_FALSE(covered(std::string{type} + ":*", kind)) << type << " " << to_string(kind);
        }
    }
}

}  // namespace
}  // namespace contend::run
