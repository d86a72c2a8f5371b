// Goal: the shells themselves complete contend's verbs and options by the scripts it writes.
#include "../../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace contend::cli {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

using Words = std::vector<std::string>;

Words words_of(const std::string& output) {
    Words words;
    std::istringstream in(output);
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

const std::string contend = CONTEND_PROGRAM;

bool is_there(const std::string& shell) { return test::shell("command -v " + shell).status == 0; }

/// What bash offers for the last of `words`.
Words in_bash(const Words& words) {
    std::string line = "source <(" + contend + " completion bash); COMP_WORDS=(";
    for (const std::string& word : words) line += "'" + word + "' ";
    line += "); COMP_CWORD=" + std::to_string(words.size() - 1) +
            "; _contend; printf \"%s\\n\" \"${COMPREPLY[@]}\"";
    return words_of(test::shell("bash -c \"" +
                                [&] {
                                    std::string escaped;
                                    for (const char c : line) {
                                        if (c == '"' || c == '$' || c == '\\') escaped += '\\';
                                        escaped += c;
                                    }
                                    return escaped;
                                }() +
                                "\"")
                        .output);
}

Words in_fish(const std::string& typed) {
    std::istringstream lines(test::shell("fish -c '" + contend +
                                         " completion fish | source; complete -C \"" + typed +
                                         "\"'")
                                 .output);
    Words words;
    for (std::string line; std::getline(lines, line);)
        words.push_back(line.substr(0, line.find('\t')));
    return words;
}

/// Its completion system is not there without a terminal: what the function hands to it.
Words in_zsh(const std::string& words, int current, const std::string& prefix) {
    return words_of(
        test::shell("zsh -fc 'compdef() { }; _describe() { print -l -- ${(P)2} }; "
                    "compadd() { print -l -- $@ }; _files() { print files }; source <(" +
                    contend + " completion zsh); words=(" + words +
                    ") CURRENT=" + std::to_string(current) + " PREFIX=" + prefix + "; _contend'")
            .output);
}

TEST(Completion, in_bash_knows_verbs_options_and_words) {
    EXPECT_EQ(in_bash({"contend", "rep"}), (Words{"report", "replay"}));
    EXPECT_EQ(in_bash({"contend", "report", "--sa"}), Words{"--sarif"});
    EXPECT_THAT(in_bash({"contend", "run", "--"}),
                AllOf(Contains("--budget"), Contains("--total-budget"), Not(Contains("--sarif"))));
    EXPECT_EQ(in_bash({"contend", "suppressions", "st"}), Words{"stale"});
    EXPECT_EQ(in_bash({"contend", "suppressions", "lint", "--so"}), Words{"--sources"});
    EXPECT_EQ(in_bash({"contend", "completion", "z"}), Words{"zsh"});
}

TEST(Completion, in_bash_leaves_another_programs_command_alone) {
    EXPECT_THAT(in_bash({"contend", "run", "--", "./server", "--"}), IsEmpty());
}

TEST(Completion, in_fish_knows_verbs_and_options) {
    if (!is_there("fish")) GTEST_SKIP() << "no fish here";
    EXPECT_THAT(in_fish("contend rep"), AllOf(Contains("report"), Contains("replay")));
    EXPECT_THAT(in_fish("contend report --sa"), Contains("--sarif"));
    EXPECT_THAT(in_fish("contend suppressions st"), Contains("stale"));
}

TEST(Completion, in_zsh_knows_verbs_and_options) {
    if (!is_there("zsh")) GTEST_SKIP() << "no zsh here";
    EXPECT_THAT(in_zsh("contend rep", 2, "rep"), Contains(testing::StartsWith("report:")));
    EXPECT_THAT(in_zsh("contend report --sa", 3, "--sa"), Contains("--sarif"));
    EXPECT_THAT(in_zsh("contend suppressions st", 3, "st"), Contains("stale"));
    EXPECT_THAT(in_zsh("contend run -- ./server", 4, "./server"), Contains("files"));
}

}  // namespace
}  // namespace contend::cli
