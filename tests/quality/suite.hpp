#pragma once

#include <contend/gtest.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Wrong containers and algorithms, one a file, to measure search by: how many executions until the first that fails.
///
/// None has a data race: what is wrong is a result, an invariant, or that nobody can go on. Each is sought in one scenario,
/// so that what is counted is schedules. ci/quality makes the table, docs/quality.md.
namespace contend::quality {

/// What a file of this folder defines.
struct Case {
    std::string kind;      ///< of what the wrong one shows: "invariant"
    std::string scenario;  ///< as scenario::encode_plan() writes it; empty for a closure
    Testable wrong;
    std::optional<Testable> right =
        {};  ///< the same without the mistake, where that is cheap to have
    std::string also =
        {};  ///< the kind that the mistake shows as in other interleavings, if there is one
};

/// Both versions of a `template <bool Right>` that tells how it is tested.
template <template <bool Right> class Subject>
Case right_and_wrong(std::string kind, std::string scenario, std::string also = {}) {
    return {std::move(kind), std::move(scenario), Subject<false>::specification(),
            Subject<true>::specification(), std::move(also)};
}

/// A case with the name of its file.
struct Named {
    std::string name;
    Case (*make)();
    run::Plant plant;
};

/// Called before main(), by the macro below.
bool add(const Named& named);

/// All there are, by name.
std::vector<Named> all();

}  // namespace contend::quality

/// Defines the case of a file; `name` is the file's.
#define CONTEND_QUALITY(name)                                                                \
    static ::contend::quality::Case contend_quality_##name();                                \
    [[maybe_unused]] static const bool contend_quality_has_##name = ::contend::quality::add( \
        {#name, contend_quality_##name, ::contend::facade::plant_of_this_file});             \
    static ::contend::quality::Case contend_quality_##name()
