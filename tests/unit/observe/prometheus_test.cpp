// Goal: Prometheus' own text format has each lock, written by the library that its users have. Left out where that is not
// installed.
#if __has_include(<prometheus/collectable.h>)
#include <contend/observe_prometheus.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <prometheus/text_serializer.h>

#include <sstream>

namespace contend {
namespace {

using ::testing::HasSubstr;

TEST(LockCollector, gives_counters_and_gauges_with_their_labels) {
    ObservedMutex mutex("for \"Prometheus\"");
    for (int i = 0; i < 7; ++i) const std::lock_guard lock(mutex);
    ObservedSharedMutex shared("shared, for Prometheus");
    {
        const std::shared_lock lock(shared);
    }
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, LockCollector().Collect());
    const std::string text = out.str();
    EXPECT_THAT(text, HasSubstr("# TYPE lock_acquisitions_total counter"));
    EXPECT_THAT(text, HasSubstr("# TYPE lock_wait_seconds_max gauge"));
    std::istringstream lines(text);
    std::string exclusive;
    std::string shared_line;
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("lock_acquisitions_total{", 0) != 0) continue;
        if (line.find("for \\\"Prometheus\\\"") != std::string::npos) exclusive = line;
        if (line.find("shared, for") != std::string::npos) shared_line = line;
    }
    EXPECT_THAT(exclusive, HasSubstr("mode=\"exclusive\"} 7"));
    EXPECT_THAT(shared_line, HasSubstr("mode=\"shared\"} 1"));
}

}  // namespace
}  // namespace contend
#endif
