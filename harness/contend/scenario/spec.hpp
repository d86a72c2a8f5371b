#pragma once

#include <contend/check/criterion.hpp>
#include <contend/check/invariant.hpp>
#include <contend/scenario/construction.hpp>
#include <contend/scenario/declare.hpp>
#include <contend/scenario/model.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/subject.hpp>
#include <contend/scenario/type_name.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace contend {

/// What to do with a `T` to find out whether it is thread-safe.
///
///     const auto cache = contend::spec<Cache>()
///                            .operation("put", &Cache::put)
///                            .operation("get", &Cache::get, rc::gen::inRange(0, 3))
///                            .operation("sum", [](const Cache& cache) { return cache.sum(); })
///                            .invariant("is bounded", [](auto& cache) { return cache.size() <= 8; })
///                            .threads(2, 3)
///                            .operations_per_thread(1, 4);
///
/// A value: each function returns a changed copy and leaves the original alone. Whether the whole
/// makes sense is checked when it is used (scenario::Subject::validate()), so the order of the
/// calls is free; only weight() refers to what was declared before it.
template <class T> class Spec {
    static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                  "contend::spec<T>: T is a type of objects");

public:
    Spec();

    /// Threads may call `function` at any time.
    ///
    /// It is a member function, or takes the subject first, as `T&`, `const T&` or `T*`. The
    /// further parameters are its arguments: they are generated, copied for each call, and passed
    /// as the function wants them. What it returns is shown in reports if it can be printed, and judged
    /// if it can be compared (see criterion()). What it throws is a finding. One that takes the subject as
    /// const is trusted to change nothing that a result shows, after a few trials.
    ///
    /// `generators` are one `rc::Gen` a parameter, or contend::any for the default one; none at all
    /// means the default ones, which make few different values (see default_generator.hpp). A
    /// generic lambda needs all of them. The function may be called by several threads at once, so
    /// it must not have state that it changes.
    template <class Function, class... Generators>
    [[nodiscard]] Spec operation(std::string name, Function function,
                                 Generators... generators) const;

    /// Threads call the operation declared last `relative` times as often as one with the weight 1,
    /// the default.
    [[nodiscard]] Spec weight(unsigned relative) const;

    /// Does not judge the results of the operation declared last: they are approximate, random, or
    /// different each time by nature.
    [[nodiscard]] Spec unjudged() const;

    /// Every operation declared so is called once in each execution, in order of declaration,
    /// before the threads start. Arguments as for operation().
    template <class Function, class... Generators>
    [[nodiscard]] Spec initial(std::string name, Function function, Generators... generators) const;

    /// As initial(), after all threads ended.
    template <class Function, class... Generators>
    [[nodiscard]] Spec final(std::string name, Function function, Generators... generators) const;

    /// `predicate(const T&)` must be true at the end of each execution, when no operation is
    /// running.
    template <class Predicate>
    [[nodiscard]] Spec invariant(std::string name, Predicate predicate) const;

    /// Under the name "invariant"; from the second such on, "invariant 2" and so on.
    template <class Predicate> [[nodiscard]] Spec invariant(Predicate predicate) const;

    /// Makes subjects with `factory()`, which returns a `T`, a `std::unique_ptr<T>` or a `T*` to be
    /// deleted. Without it, they are default-constructed.
    template <class Factory> [[nodiscard]] Spec construct(Factory factory) const;

    /// How many threads a scenario has; 2 to 3 unless said. Shrinking goes below the minimum.
    [[nodiscard]] Spec threads(unsigned min, unsigned max) const;
    [[nodiscard]] Spec threads(unsigned count) const { return threads(count, count); }

    /// How many calls each thread makes; 1 to 4 unless said. Shrinking goes below the minimum.
    [[nodiscard]] Spec operations_per_thread(unsigned min, unsigned max) const;
    [[nodiscard]] Spec operations_per_thread(unsigned count) const {
        return operations_per_thread(count, count);
    }

    /// By what the results of each execution are judged: there must be an order of its calls in which
    /// the model gives the same results. `linearizable` unless said.
    ///
    /// Compared are numbers, enumerations, strings, containers, optionals, pairs, tuples and variants
    /// of such, and what can be printed; of pointers, whether they are null; references and the rest
    /// not at all. An order in which an operation would wait for ever, or throws, is none.
    [[nodiscard]] Spec criterion(check::Criterion criterion) const;

    /// What the operations should do. Without it, what the subject itself does when one thread uses it.
    template <class M> [[nodiscard]] Spec model(const Model<M>& model) const;

    /// The first argument of every operation is a key, and calls with different ones do not influence
    /// one another: histories are judged key by key, which is much faster for long ones. Keys are equal
    /// if they are stored alike.
    [[nodiscard]] Spec keyed() const;

    /// `function(const T&)` returns what there is to know of the subject for all that its operations
    /// will return, where the subject is its own model: see Model::state().
    template <class Function> [[nodiscard]] Spec state(Function function) const;

    /// The operation of that name needs no other thread to go on, whenever the others are suspended.
    /// Checked, and a finding of the kind "not-lock-free" where it does not hold:
    ///
    /// - in every execution, that it never waits for another thread: for a mutex, a condition, a
    ///   one-time initialisation, the end of a thread. Waits with a time-out are let pass;
    /// - in one of four executions, that it returns when all other threads are suspended at some point in
    ///   the middle of it, before the execution has as many scheduling points as it may (option `steps`),
    ///   or it is taken to spin. With the strategy exhaustive there are such executions beside its own, at
    ///   least a hundred.
    ///
    /// Both are sampled: *verified* says nothing of progress.
    ///
    /// That two such operations keep one another from ever returning is not looked for: lock-freedom
    /// forbids it too, and it shows as a livelock. Without a scheduling point, memory is not waited for:
    /// a loop over a plain variable is found as a race, or as one that goes on for ever.
    [[nodiscard]] Spec lock_free(std::string operation) const;

    /// As lock_free(), and the operation returns within so many of its own scheduling points (atomics,
    /// locks and so on; at granularity `access` all accesses), at least 1, whatever the others do:
    /// counted in every execution.
    [[nodiscard]] Spec wait_free(std::string operation, unsigned steps) const;

    /// Does not report the races that match. `pattern` is as in a ThreadSanitizer suppression,
    /// "race:boost::lockfree*", or only the part after the colon, which means races. The reason
    /// appears in reports.
    [[nodiscard]] Spec tolerate(std::string pattern, std::string reason) const;

    /// For a `T` that is wrong on purpose: the exploration passes only if it finds this kind
    /// ("data-race").
    [[nodiscard]] Spec expect(std::string kind) const;

    /// The specification as the other layers see it.
    std::shared_ptr<const scenario::Subject> subject() const {
        return std::make_shared<const scenario::Subject>(outline_);
    }

private:
    Spec with(scenario::Operation operation) const;
    Spec promising(std::string operation, unsigned steps) const;
    std::string free_invariant_name() const;

    scenario::Outline outline_;
};

/// A specification of `T` that says nothing yet.
template <class T> [[nodiscard]] Spec<T> spec() { return Spec<T>(); }

template <class T> Spec<T>::Spec() {
    outline_.type = scenario::type_name<T>();
    outline_.construction = scenario::Construction::by_default<T>();
}

template <class T> Spec<T> Spec<T>::with(scenario::Operation operation) const {
    Spec changed = *this;
    changed.outline_.operations.push_back(std::move(operation));
    return changed;
}

template <class T>
template <class Function, class... Generators>
Spec<T> Spec<T>::operation(std::string name, Function function, Generators... generators) const {
    return with(scenario::declare<T>(std::move(name), scenario::Phase::concurrent,
                                     std::move(function), std::move(generators)...));
}

template <class T>
template <class Function, class... Generators>
Spec<T> Spec<T>::initial(std::string name, Function function, Generators... generators) const {
    return with(scenario::declare<T>(std::move(name), scenario::Phase::initial, std::move(function),
                                     std::move(generators)...));
}

template <class T>
template <class Function, class... Generators>
Spec<T> Spec<T>::final(std::string name, Function function, Generators... generators) const {
    return with(scenario::declare<T>(std::move(name), scenario::Phase::final, std::move(function),
                                     std::move(generators)...));
}

template <class T> Spec<T> Spec<T>::weight(unsigned relative) const {
    Spec changed = *this;
    auto& operations = changed.outline_.operations;
    if (operations.empty() || operations.back().phase != scenario::Phase::concurrent) {
        changed.outline_.mistakes.push_back(
            ".weight must follow the .operation it is for; only operations that threads call have "
            "a weight");
    } else {
        operations.back().weight = relative;
    }
    return changed;
}

template <class T> Spec<T> Spec<T>::unjudged() const {
    Spec changed = *this;
    if (outline_.operations.empty())
        changed.outline_.mistakes.push_back(".unjudged must follow the operation it is for");
    else
        changed.outline_.operations.back().judged = false;
    return changed;
}

template <class T> Spec<T> Spec<T>::criterion(check::Criterion criterion) const {
    Spec changed = *this;
    changed.outline_.criterion = criterion;
    return changed;
}

template <class T> template <class M> Spec<T> Spec<T>::model(const Model<M>& model) const {
    Spec changed = *this;
    changed.outline_.model = model.outline();
    return changed;
}

template <class T> Spec<T> Spec<T>::keyed() const {
    Spec changed = *this;
    changed.outline_.keyed = true;
    return changed;
}

template <class T> template <class Function> Spec<T> Spec<T>::state(Function function) const {
    Spec changed = *this;
    changed.outline_.state = scenario::State::by<T>(std::move(function));
    return changed;
}

template <class T>
template <class Predicate>
Spec<T> Spec<T>::invariant(std::string name, Predicate predicate) const {
    constexpr bool is_called = std::is_invocable_r_v<bool, const Predicate&, const T&>;
    static_assert(is_called,
                  "contend cannot call this invariant: it must be callable with const T& and "
                  "return bool; a function object must be callable when const");
    Spec changed = *this;
    if constexpr (is_called) {
        changed.outline_.invariants.push_back(
            check::Invariant::on<T>(std::move(name), std::move(predicate)));
    }
    return changed;
}

template <class T>
template <class Predicate>
Spec<T> Spec<T>::invariant(Predicate predicate) const {
    return invariant(free_invariant_name(), std::move(predicate));
}

template <class T> std::string Spec<T>::free_invariant_name() const {
    std::string name = "invariant";
    unsigned number = 1;
    for (bool taken = true; taken;) {
        taken = false;
        for (const check::Invariant& invariant : outline_.invariants)
            taken |= invariant.name() == name;
        if (taken) name = "invariant " + std::to_string(++number);
    }
    return name;
}

template <class T> template <class Factory> Spec<T> Spec<T>::construct(Factory factory) const {
    Spec changed = *this;
    changed.outline_.construction = scenario::Construction::by<T>(std::move(factory));
    return changed;
}

template <class T> Spec<T> Spec<T>::threads(unsigned min, unsigned max) const {
    Spec changed = *this;
    changed.outline_.threads = {min, max};
    return changed;
}

template <class T> Spec<T> Spec<T>::operations_per_thread(unsigned min, unsigned max) const {
    Spec changed = *this;
    changed.outline_.operations_per_thread = {min, max};
    return changed;
}

template <class T> Spec<T> Spec<T>::promising(std::string operation, unsigned steps) const {
    Spec changed = *this;
    changed.outline_.progress.push_back(
        std::make_shared<const scenario::Progress>(std::move(operation), steps));
    return changed;
}

template <class T> Spec<T> Spec<T>::lock_free(std::string operation) const {
    return promising(std::move(operation), 0);
}

template <class T> Spec<T> Spec<T>::wait_free(std::string operation, unsigned steps) const {
    Spec changed = promising(std::move(operation), steps);
    if (steps == 0)
        changed.outline_.mistakes.push_back(
            ".wait_free(operation, steps): nothing returns within no scheduling points at all: "
            "give it "
            "1 or more");
    return changed;
}

template <class T> Spec<T> Spec<T>::tolerate(std::string pattern, std::string reason) const {
    Spec changed = *this;
    changed.outline_.tolerated.push_back({std::move(pattern), std::move(reason)});
    return changed;
}

template <class T> Spec<T> Spec<T>::expect(std::string kind) const {
    Spec changed = *this;
    changed.outline_.expected_kind = std::move(kind);
    return changed;
}

}  // namespace contend
