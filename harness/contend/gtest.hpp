#pragma once

#include <contend/contend.hpp>

#include <gtest/gtest.h>

namespace contend::gtest {

/// Explores on behalf of the running test, and fails it with the report if it should not pass.
void explore_in_test(const Testable& testable, run::Plant plant);

}  // namespace contend::gtest

/// A test that explores what its body returns: a contend::spec<T>(), a contend::body(…) or a
/// contend::Scenario<T>.
///
///     CONTEND_TEST(Cache, IsRaceFree) {
///         return contend::spec<Cache>().operation("put", &Cache::put).operation("get",
///         &Cache::get);
///     }
#define CONTEND_TEST(suite, name)                                                 \
    static ::contend::Testable contend_test_##suite##_##name();                   \
    TEST(suite, name) {                                                           \
        ::contend::gtest::explore_in_test(contend_test_##suite##_##name(),        \
                                          ::contend::facade::plant_of_this_file); \
    }                                                                             \
    static ::contend::Testable contend_test_##suite##_##name()
