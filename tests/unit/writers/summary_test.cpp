#include <contend/writers/summary.hpp>

#include "approved.hpp"
#include "examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace contend::writers {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<Entry> entries() {
    std::vector<Entry> all;
    for (const test::Example& example : test::all_examples("/gone")) {
        all.push_back({example.report, "/reports/" + example.name + ".json"});
    }
    return all;
}

std::string summary(const std::vector<Entry>& entries, SummaryOptions options = {}) {
    std::ostringstream out;
    write_summary(entries, out, options);
    return out.str();
}

TEST(Summary, of_every_example_is_the_approved_one) {
    test::expect_approved("summary", summary(entries()));
}

TEST(Summary, counts_nothing_without_reports) {
    EXPECT_THAT(summary({}),
                EndsWith("0 subjects: 0 passed, 0 failed (0 as expected), 0 unknown\n"));
}

TEST(Summary, shows_control_characters_of_a_subject) {
    report::Report report = test::passed_report();
    report.subject = "\x1b[2Jnothing here";
    EXPECT_THAT(summary({{report, "r.json"}}), HasSubstr("\\x1b[2Jnothing here"));
}

TEST(Summary, is_coloured_on_demand) {
    EXPECT_THAT(summary(entries()), Not(HasSubstr("\x1b")));
    EXPECT_THAT(summary(entries(), {.color = true}), HasSubstr("\x1b[1;31mFAIL"));
    EXPECT_THAT(summary(entries(), {.color = true}), HasSubstr("\x1b[32mok"));
}

}  // namespace
}  // namespace contend::writers
