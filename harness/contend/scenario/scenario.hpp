#pragma once

#include <contend/scenario/plan.hpp>
#include <contend/scenario/spec.hpp>
#include <contend/scenario/subject.hpp>

#include <rapidcheck.h>

#include <memory>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

namespace contend {

/// Where contend::Scenario<T> finds what a scenario of `T` is made of. To be specialised:
///
///     template <> struct contend::Specification<Cache> {
///         static auto make() { return contend::spec<Cache>().operation("put", &Cache::put); }
///     };
template <class T> struct Specification {
    static_assert(scenario::always_false<T>,
                  "contend does not know the operations of T: specialise contend::Specification<T> "
                  "with a static "
                  "function make() that returns contend::spec<T>() and its operations");
    static Spec<T> make();
};

/// One scenario of `T`: which operations run on which thread, with which arguments. RapidCheck
/// generates and shrinks it, and contend::explore runs it under many schedules:
///
///     RC_GTEST_PROP(Cache, Survives, (const contend::Scenario<Cache>& scenario)) {
///         RC_ASSERT(contend::explore(scenario).passed());
///     }
///
/// A value; copies share the specification.
template <class T> class Scenario {
public:
    /// `plan` must come from plans() or decode() of `subject`.
    Scenario(std::shared_ptr<const scenario::Subject> subject, scenario::Plan plan)
        : subject_(std::move(subject)), plan_(std::move(plan)) {}

    const std::shared_ptr<const scenario::Subject>& subject() const { return subject_; }
    const scenario::Plan& plan() const { return plan_; }

    /// Equal scenarios run the same calls; whether their specifications are the same is not looked
    /// at.
    friend bool operator==(const Scenario& left, const Scenario& right) {
        return left.plan_ == right.plan_;
    }
    friend bool operator!=(const Scenario& left, const Scenario& right) { return !(left == right); }

    friend std::ostream& operator<<(std::ostream& out, const Scenario& scenario) {
        return out << scenario.subject_->show(scenario.plan_);
    }

private:
    std::shared_ptr<const scenario::Subject> subject_;
    scenario::Plan plan_;
};

}  // namespace contend

/// Draws from contend::Specification<T>. One that does not validate makes no scenario; RapidCheck
/// shows why.
template <class T> struct rc::Arbitrary<contend::Scenario<T>> {
    static Gen<contend::Scenario<T>> arbitrary() {
        const std::shared_ptr<const contend::scenario::Subject> subject =
            contend::Specification<T>::make().subject();
        const auto valid = subject->validate();
        if (!valid) throw GenerationFailure(std::string(valid.error().message.c_str()));
        return gen::map(subject->plans(), [subject](contend::scenario::Plan plan) {
            return contend::Scenario<T>(subject, std::move(plan));
        });
    }
};
