#pragma once

#include <contend/base/result.hpp>
#include <contend/check/invariant.hpp>
#include <contend/scenario/bound.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/plan.hpp>

#include <rapidcheck/Gen.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace contend::scenario {

/// The good half of a check that yields nothing but "no objection".
struct Valid {};

/// A specification with its type erased: all that running, storing and showing scenarios needs to
/// know about the code under test. Immutable; made by Spec<T>::subject() and shared from there.
///
/// Everything but bind() may be called whether or not validate() finds fault.
class Subject {
public:
    explicit Subject(Outline outline)
        : outline_(std::make_shared<const Outline>(std::move(outline))) {}

    /// The name of the type under test, for messages: "Cache".
    const std::string& type() const { return outline_->type; }

    /// What the specification declares, part by part.
    const std::vector<Operation>& operations() const { return outline_->operations; }
    const std::vector<check::Invariant>& invariants() const { return outline_->invariants; }
    const std::vector<Toleration>& tolerated() const { return outline_->tolerated; }

    /// Whether some operation is declared lock-free or wait-free.
    bool promises_progress() const { return !outline_->progress.empty(); }

    /// The kind of finding that a wrong-on-purpose subject must produce ("data-race"); empty for
    /// the rest. Whoever knows the kinds checks that it is one.
    const std::string& expected_kind() const { return outline_->expected_kind; }

    /// Whether the specification makes sense: at least one operation that threads may run, names
    /// that are unique, ranges that are not empty, a way to construct the subject, generators that
    /// fit their parameters (each is tried a few times). The error says what to change.
    [[nodiscard]] base::Result<Valid> validate() const;

    /// Random scenarios that shrink: first fewer threads, then fewer calls, then simpler arguments.
    /// The same rc::Random and size give the same plan and the same tree of shrinks. The generator
    /// keeps what it needs alive. See plans.hpp for how plans are drawn and plan_shrinks.hpp for
    /// the order of the shrinks.
    rc::Gen<Plan> plans() const;

    /// Copies the plan's arguments next to the operations they go to, ready to be executed any
    /// number of times. The plan must come from plans() or decode() of this subject.
    std::unique_ptr<const Bound> bind(const Plan& plan) const;

    /// The call as its source text: "put(1, \"a\")".
    std::string show(const Call& call) const;

    /// The plan for people, one line a part: "initial: put(1, 2)", "thread 1: get(1); sum()",
    /// "final: …".
    std::string show(const Plan& plan) const;

    /// The plan on one line of characters that no shell and no regression file gives a meaning to
    /// ([A-Za-z0-9] and `% , - . / : = @ _ +`). Operations go by name, so the text survives
    /// reordering them.
    std::string encode(const Plan& plan) const;

    /// The plan that encode() made this text from. Damaged or foreign text is an error that says
    /// what is wrong.
    [[nodiscard]] base::Result<Plan> decode(std::string_view text) const;

private:
    std::shared_ptr<const Outline> outline_;  ///< shared with the generators of plans
};

/// Whether some argument of the plan is stored as generator state, not as a value: then its stored
/// text is only as good as the generator's code.
bool stored_as_generator_state(const Plan& plan);

}  // namespace contend::scenario
