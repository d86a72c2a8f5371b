#include "journal.hpp"

#include <contend/scenario/scenario.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

template <> struct contend::Specification<contend::scenario::Journal> {
    static auto make() { return contend::scenario::journal_spec().threads(2, 3); }
};

struct Unspecifiable {
    void touch() {}
};

template <> struct contend::Specification<Unspecifiable> {
    static auto make() {
        return contend::spec<Unspecifiable>().operation("", &Unspecifiable::touch);
    }
};

namespace contend {
namespace {

RC_GTEST_PROP(ScenarioValue, is_generated_from_the_specification,
              (const contend::Scenario<scenario::Journal>& scenario)) {
    RC_ASSERT(scenario.subject()->validate().ok());
    RC_ASSERT(scenario.plan().threads.size() >= 2u);
    RC_ASSERT(scenario == Scenario<scenario::Journal>(scenario));
}

RC_GTEST_PROP(ScenarioValue, is_shown_as_its_plan,
              (const contend::Scenario<scenario::Journal>& scenario)) {
    std::ostringstream out;
    out << scenario;
    RC_ASSERT(out.str() == scenario.subject()->show(scenario.plan()));
    RC_ASSERT(rc::toString(scenario) == out.str());
}

TEST(ScenarioValue, is_not_generated_from_a_specification_that_does_not_validate) {
    EXPECT_THROW(rc::gen::arbitrary<Scenario<Unspecifiable>>(), rc::GenerationFailure);
}

}  // namespace
}  // namespace contend
