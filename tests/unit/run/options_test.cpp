#include <contend/run/options.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <vector>

namespace contend::run {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> names = {
#define CONTEND_OPTION(type, name, fallback, help) #name,
#include <contend/options.inc>
#undef CONTEND_OPTION
};

/// Tests start without any of contend's variables and leave none behind.
class OptionsTest : public ::testing::Test {
protected:
    OptionsTest() { clear(); }
    ~OptionsTest() override { clear(); }

    static void clear() {
        for (const std::string& name : names) unsetenv(variable(name).c_str());
    }

    static std::string variable(const std::string& name) {
        std::string text = "CONTEND_" + name;
        for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        return text;
    }

    static Options defaults() {
        const base::Result<Options> options = options_from_environment();
        EXPECT_TRUE(options.ok()) << options.error().message.c_str();
        return options.value();
    }

    /// The options with one flag; `error` holds the message when it was refused.
    static Options with(const std::string& flag, std::string* error = nullptr) {
        std::vector<std::string> arguments{flag};
        const base::Result<Options> options = options_from_flags(defaults(), arguments);
        if (error != nullptr)
            *error = options.ok() ? "" : options.error().message.c_str();
        else
            EXPECT_TRUE(options.ok()) << options.error().message.c_str();
        return options.value();
    }

    static std::string refusal(const std::string& flag) {
        std::string error;
        with(flag, &error);
        return error;
    }

    static std::string environment_refusal(const std::string& name, const std::string& value) {
        setenv(name.c_str(), value.c_str(), 1);
        const base::Result<Options> options = options_from_environment();
        unsetenv(name.c_str());
        return options.ok() ? "" : options.error().message.c_str();
    }
};

TEST_F(OptionsTest, has_the_documented_defaults) {
    const Options options = defaults();
    EXPECT_EQ(options.executions, 20'000U);
    EXPECT_EQ(options.budget, 30'000U) << "durations are milliseconds";
    EXPECT_EQ(options.strategy, "portfolio");
    EXPECT_EQ(options.granularity, "sync");
    EXPECT_EQ(options.isolation, "process");
    EXPECT_EQ(options.shard, "0/1");
    EXPECT_EQ(options.replay, "");
}

TEST_F(OptionsTest, is_set_by_the_environment) {
    setenv("CONTEND_BUDGET", "5m", 1);
    setenv("CONTEND_STRATEGY", "pct", 1);
    setenv("CONTEND_REPORT_DIR", "/somewhere", 1);
    const Options options = defaults();
    EXPECT_EQ(options.budget, 300'000U);
    EXPECT_EQ(options.strategy, "pct");
    EXPECT_EQ(options.report_dir, "/somewhere");
}

TEST_F(OptionsTest, is_set_by_a_flag_which_wins) {
    setenv("CONTEND_SEED", "5", 1);
    EXPECT_EQ(defaults().seed, 5U);
    EXPECT_EQ(with("--contend_seed=7").seed, 7U);
    EXPECT_EQ(with("--contend_replay=contend1.a=b").replay, "contend1.a=b");
    EXPECT_EQ(with("--contend_regressions=").regressions, "");
}

TEST_F(OptionsTest, takes_its_flags_out_of_the_arguments_and_no_others) {
    std::vector<std::string> arguments{"--gtest_filter=A", "--contend_seed=7", "file",
                                       "--contend_jobs=2", "-v"};
    const base::Result<Options> options = options_from_flags(defaults(), arguments);
    ASSERT_TRUE(options.ok());
    EXPECT_EQ(options->jobs, 2U);
    EXPECT_THAT(arguments, ElementsAre("--gtest_filter=A", "file", "-v"));
}

TEST_F(OptionsTest, lets_the_last_of_two_flags_win) {
    std::vector<std::string> arguments{"--contend_seed=7", "--contend_seed=8"};
    EXPECT_EQ(options_from_flags(defaults(), arguments)->seed, 8U);
}

TEST_F(OptionsTest, knows_the_units_of_time) {
    EXPECT_EQ(with("--contend_budget=500ms").budget, 500U);
    EXPECT_EQ(with("--contend_budget=30s").budget, 30'000U);
    EXPECT_EQ(with("--contend_budget=5m").budget, 300'000U);
    EXPECT_EQ(with("--contend_budget=1h").budget, 3'600'000U);
    EXPECT_EQ(with("--contend_budget=0s").budget, 0U);
}

TEST_F(OptionsTest, refuses_what_is_no_time) {
    for (const char* value :
         {"", "30", "s", "-1s", "1.5s", "30 s", "30sec", "99999999999999999999s", "9999999999h"}) {
        EXPECT_THAT(
            refusal(std::string{"--contend_budget="} + value),
            AllOf(HasSubstr("--contend_budget"), HasSubstr("a time such as 500ms, 30s, 5m or 1h")));
    }
}

TEST_F(OptionsTest, refuses_what_is_no_whole_number) {
    for (const char* value :
         {"", "many", "-1", "1.5", "1e3", "0x10", " 1", "1 ", "99999999999999999999"}) {
        EXPECT_THAT(refusal(std::string{"--contend_seed="} + value),
                    AllOf(HasSubstr("--contend_seed"), HasSubstr("a whole number")));
    }
}

TEST_F(OptionsTest, refuses_choices_it_does_not_have) {
    EXPECT_THAT(refusal("--contend_strategy=best"),
                AllOf(HasSubstr("\"best\""), HasSubstr("use random")));
    EXPECT_THAT(refusal("--contend_granularity=fine"), HasSubstr("sync or access"));
    EXPECT_THAT(refusal("--contend_isolation=some"), HasSubstr("process or none"));
    EXPECT_THAT(refusal("--contend_context=fiber"), HasSubstr("donated or futex"));
    EXPECT_THAT(refusal("--contend_progress=dots"), HasSubstr("auto, bar, lines or none"));
    EXPECT_THAT(refusal("--contend_steps=0"), HasSubstr("from 1 to 1000000"));
    EXPECT_THAT(refusal("--contend_findings=0"), HasSubstr("a number from 1"));
}

TEST_F(OptionsTest, takes_a_shard_below_its_number) {
    EXPECT_EQ(with("--contend_shard=3/4").shard, "3/4");
    for (const char* value : {"4/4", "1/0", "1", "/", "a/b", "-1/4", "1/4/8", ""}) {
        EXPECT_THAT(refusal(std::string{"--contend_shard="} + value),
                    HasSubstr("i/n with i below n"))
            << value;
    }
}

TEST_F(OptionsTest, names_the_flag_it_does_not_know) {
    EXPECT_THAT(refusal("--contend_sead=7"),
                HasSubstr("unknown flag --contend_sead: --contend_help lists"));
    EXPECT_THAT(refusal("--contend_"), HasSubstr("unknown flag --contend_:"));
    EXPECT_THAT(refusal("--contend_Seed=7"), HasSubstr("unknown flag --contend_Seed"));
}

TEST_F(OptionsTest, names_the_flag_that_lacks_its_value) {
    EXPECT_THAT(refusal("--contend_seed"),
                HasSubstr("--contend_seed needs a value: --contend_seed=a whole number"));
}

TEST_F(OptionsTest, leaves_the_arguments_alone_when_one_is_refused) {
    std::vector<std::string> arguments{"--contend_seed=7", "--contend_sead=7"};
    EXPECT_FALSE(options_from_flags(defaults(), arguments).ok());
    EXPECT_THAT(arguments, ElementsAre("--contend_seed=7", "--contend_sead=7"));
}

TEST_F(OptionsTest, names_the_variable_with_the_wrong_value) {
    EXPECT_THAT(environment_refusal("CONTEND_SEED", "x"),
                AllOf(HasSubstr("CONTEND_SEED is \"x\""), HasSubstr("a whole number")));
    EXPECT_THAT(environment_refusal("CONTEND_STRATEGY", "best"), HasSubstr("\"best\""));
}

TEST_F(OptionsTest, lists_every_option_with_its_default_in_the_help) {
    const std::string help = options_help();
    for (const std::string& name : names)
        EXPECT_THAT(help, HasSubstr("--contend_" + name + "=")) << name;
    EXPECT_EQ(std::count(help.begin(), help.end(), '\n'),
              static_cast<std::ptrdiff_t>(names.size()));
    EXPECT_THAT(help, AllOf(HasSubstr("(default: portfolio)"), HasSubstr("(default: none)"),
                            HasSubstr("(default: 30s)")));
}

}  // namespace
}  // namespace contend::run
