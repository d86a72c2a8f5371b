// Goal: where contend is in control, what a guard of <contend/fault.hpp> sees is a finding in the guard's words, with its
// schedule; and a guard keeps no race from ThreadSanitizer.
#include <unit/run/exploring.hpp>

#include <contend/fault.hpp>

#include <gmock/gmock.h>

#include <atomic>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using ::testing::HasSubstr;

class GuardedContainer : public test::ExploringTest {
protected:
    void SetUp() override {
        ExploringTest::SetUp();
        options_.jobs = 1;
        use();
    }

    static const report::Finding* only_finding(const Result& result) {
        const auto& findings = result.report().findings;
        return findings.size() == 1 ? &findings.front() : nullptr;
    }
};

// No data race, and so nothing that ThreadSanitizer could see.
void overlap(const char* noun, void (*first)(AccessGuard&), void (*second)(AccessGuard&)) {
    AccessGuard guard(noun);
    std::atomic<int> entries{0};
    test::run_threads(2, [&](unsigned number) {
        number == 0 ? first(guard) : second(guard);
        ++entries;
    });
}

void read(AccessGuard& guard) { const Reading reading(guard); }
void iterate(AccessGuard& guard) { const Iterating iterating(guard); }
void write(AccessGuard& guard) { const Writing writing(guard); }

TEST_F(GuardedContainer, that_is_read_and_written_is_a_crash_in_the_guards_words) {
    const Result result = explore([] { overlap("map", read, write); });
    const report::Finding* const finding = only_finding(result);
    ASSERT_NE(finding, nullptr) << result;
    EXPECT_EQ(finding->kind, Kind::crash);
    EXPECT_THAT(finding->summary, HasSubstr("fatal error: concurrent map read and map write in"));
    EXPECT_FALSE(finding->token.empty());
    EXPECT_GT(finding->confirmed.times, 0U);
    EXPECT_EQ(finding->confirmed.times, finding->confirmed.of);
    EXPECT_THAT(result.text(), HasSubstr("fatal error: concurrent map read and map write"));
}

TEST_F(GuardedContainer, that_is_iterated_and_written_is_found) {
    const Result result = explore([] { overlap("cache", iterate, write); });
    ASSERT_NE(only_finding(result), nullptr) << result;
    EXPECT_THAT(only_finding(result)->summary,
                HasSubstr("fatal error: concurrent cache iteration and cache write"));
}

TEST_F(GuardedContainer, that_two_write_is_found) {
    const Result result = explore([] { overlap("map", write, write); });
    ASSERT_NE(only_finding(result), nullptr) << result;
    EXPECT_THAT(only_finding(result)->summary, HasSubstr("fatal error: concurrent map writes"));
}

TEST_F(GuardedContainer, that_two_read_passes) {
    const Result result = explore([] { overlap("map", read, iterate); });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_TRUE(result.report().stats.exhausted);
}

// One after the other in every execution, and yet unordered.
TEST_F(GuardedContainer, still_has_its_data_race) {
    const Result result = explore([] {
        AccessGuard guard;
        int number = 0;
        std::atomic<bool> written{false};
        test::run_threads(2, [&](unsigned thread) {
            if (thread == 1 && !written.load(std::memory_order_relaxed)) return;
            const Writing writing(guard);
            ++number;
            written.store(thread == 0, std::memory_order_relaxed);
        });
    });
    ASSERT_FALSE(result.report().findings.empty()) << result;
    EXPECT_EQ(result.report().findings.front().kind, Kind::data_race);
}

}  // namespace
}  // namespace contend::run
