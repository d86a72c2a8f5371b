#pragma once

#include <contend/run/result.hpp>
#include <contend/run/target.hpp>
#include <contend/scenario/scenario.hpp>
#include <contend/scenario/spec.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace contend {

/// Free code to be explored, with what is to be known about it; made by contend::body().
///
///     contend::body([] { Philosophers table; table.dine(); }).expect("deadlock")
template <class Function> class Body {
public:
    explicit Body(Function function) : function_(std::move(function)) {}

    /// Does not report the races that match; as Spec::tolerate().
    [[nodiscard]] Body tolerate(std::string pattern, std::string reason) const {
        Body changed = *this;
        changed.tolerated_.push_back({std::move(pattern), std::move(reason)});
        return changed;
    }

    /// For code that is wrong on purpose: the exploration passes only if it finds this kind
    /// ("deadlock").
    [[nodiscard]] Body expect(std::string kind) const {
        Body changed = *this;
        changed.expected_ = std::move(kind);
        return changed;
    }

private:
    friend class Testable;
    Function function_;
    std::vector<scenario::Toleration> tolerated_;
    std::string expected_;
};

/// `function()` starts threads, and is run once in each execution. It may be called any number of
/// times; what it changes outside itself is seen by the next execution of the same worker process
/// only.
template <class Function> [[nodiscard]] Body<Function> body(Function function) {
    return Body<Function>(std::move(function));
}

/// Anything that can be explored: a specification, one scenario of it, or free code. What
/// CONTEND_TEST returns.
class Testable {
public:
    template <class T> Testable(const Spec<T>& spec) {
        target_.subject = spec.subject();
        target_.expected = target_.subject->expected_kind();
    }

    template <class T> Testable(const Scenario<T>& scenario) {
        target_.subject = scenario.subject();
        target_.plan = scenario.plan();
        target_.expected = target_.subject->expected_kind();
    }

    template <class Function> Testable(const Body<Function>& body) {
        auto function = std::make_shared<Function>(body.function_);
        target_.closure = {[](void* argument) { (*static_cast<Function*>(argument))(); },
                           function.get()};
        target_.tolerated = body.tolerated_;
        target_.expected = body.expected_;
        closure_ = std::move(function);
    }

    /// `plant`: see run::Plant.
    run::Target target(run::Plant plant) const {
        run::Target target = target_;
        target.plant = plant;
        return target;
    }

private:
    run::Target target_;
    std::shared_ptr<void> closure_;
};

}  // namespace contend
