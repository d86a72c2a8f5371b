#pragma once

#if __cplusplus < 201703L
#error "contend needs C++17 or newer: compile with -std=c++17"
#endif

/// contend: explores the interleavings of concurrent code under ThreadSanitizer.
///
/// Three ways in. A container: name its operations with contend::spec<T>() and return that from a
/// CONTEND_TEST (see <contend/gtest.hpp>), or pass it to contend::explore(). Free code: pass a
/// closure that starts threads to contend::explore(). A property of RapidCheck: take a
/// contend::Scenario<T> and explore it.

#include <contend/run/explore.hpp>
#include <contend/run/result.hpp>
#include <contend/run/testable.hpp>
#include <contend/scenario/scenario.hpp>
#include <contend/scenario/spec.hpp>

#include <type_traits>
#include <utility>

namespace contend {

namespace facade {

// One copy in each file, on purpose: it is instrumented exactly if the file is.
[[gnu::noinline, maybe_unused]] static void plant_of_this_file(int* target) { *target = 1; }

template <class Function>
inline constexpr bool is_body =
    std::is_invocable_v<Function&> && !std::is_convertible_v<const Function&, Testable>;

}  // namespace facade

/// Explores a specification, a scenario of one, or a body, within the budget of the options, and
/// reports what it finds.
///
/// Call it from a test, on its main thread, with no other threads running: it forks. It writes the
/// JSON report
/// `<report_dir>/<suite>.<test>.json`. Misuse (a specification without operations, a build without
/// ThreadSanitizer, an option that makes no sense) does not throw: the result has not passed, and
/// its text says what to do. Leave `plant` alone.
inline Result explore(const Testable& testable, run::Plant plant = facade::plant_of_this_file) {
    return run::explore(testable.target(plant));
}

/// Explores free code: `body()` starts threads and usually joins them. An execution ends when its
/// last thread ends, so threads that nobody waits for still run, and still race.
template <class Function, std::enable_if_t<facade::is_body<Function>, int> = 0>
Result explore(Function body, run::Plant plant = facade::plant_of_this_file) {
    return explore(Testable(contend::body(std::move(body))), plant);
}

}  // namespace contend
