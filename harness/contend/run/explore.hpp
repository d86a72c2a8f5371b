#pragma once

#include <contend/run/result.hpp>
#include <contend/run/target.hpp>

namespace contend::run {

/// The whole way of one exploration: past findings are replayed, schedules searched, what is found
/// made small, confirmed in a fresh process and reported, to the console and as JSON in the report
/// directory. With a token to be replayed, only that.
///
/// Never throws for anything that the code under test does. Misuse, and a harness that cannot work,
/// give a result that has not passed and says why, and the process's exit code is 2 under
/// contend::gtest_main.
Result explore(const Target& target);

}  // namespace contend::run
