#pragma once

#include <gtest/gtest.h>

namespace contend::gtest {

/// Ties GoogleTest to contend: tells which test runs, makes a failed EXPECT in code under
/// exploration a finding, and fails a test during which ThreadSanitizer reported something, as `go
/// test -race` does. It must come behind the printer, GoogleTest's default order: failures it adds
/// at the end of a test are then still printed.
class Listener final : public testing::EmptyTestEventListener {
public:
    void OnTestStart(const testing::TestInfo& test) override;
    void OnTestPartResult(const testing::TestPartResult& result) override;
    void OnTestEnd(const testing::TestInfo& test) override;
};

/// Appends a Listener, unless there is one; under CONTEND_TEST with a main() of the user's own.
void listen();

}  // namespace contend::gtest
