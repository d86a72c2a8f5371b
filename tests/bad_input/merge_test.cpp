// Goal: shards of a real test that are put together tell each finding once, and wrong input leaves no trace.
#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace contend::test {
namespace {

using ::testing::HasSubstr;

TEST(MergedShards, tell_a_race_once_and_add_up_what_they_executed) {
    const std::string subject = CONTEND_SUBJECT;
    if (subject.empty()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
    const std::string folder = fresh_folder("merge");
    for (const std::string shard : {"0", "1"}) {
        const Ran ran = run_program(subject, {"--gtest_filter=Subject.Races:Subject.IsClean"},
                                    {"CONTEND_REPORT_DIR=" + folder + "/" + shard,
                                     "CONTEND_SHARD=" + shard + "/2", "CONTEND_EXECUTIONS=300"});
        EXPECT_EQ(ran.exit_code, 1) << ran.output;
    }
    const std::vector<std::string> arguments{"merge", folder + "/0", folder + "/1", "--output",
                                             folder + "/merged"};
    const Ran merged = run_program(CONTEND_PROGRAM, arguments);
    EXPECT_EQ(merged.exit_code, 1) << merged.output;
    EXPECT_THAT(merged.output, HasSubstr("2 subjects: 1 passed, 1 failed"));
    EXPECT_THAT(merged.output, HasSubstr(" 300 "));
    const Ran shown = run_program(CONTEND_PROGRAM, {"report", folder + "/merged"});
    EXPECT_EQ(shown.exit_code, 1);
    const std::string heading = "WARNING: DATA RACE in Subject.Races";
    EXPECT_THAT(shown.output, HasSubstr(heading));
    EXPECT_EQ(shown.output.find(heading), shown.output.rfind(heading)) << shown.output;

    const Ran again = run_program(CONTEND_PROGRAM, arguments);
    EXPECT_EQ(again.exit_code, 2);
    EXPECT_EQ(complaints(again).size(), 1U) << again.output;
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace contend::test
