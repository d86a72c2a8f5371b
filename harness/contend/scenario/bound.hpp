#pragma once

#include <contend/base/promise.hpp>
#include <contend/check/criterion.hpp>
#include <contend/check/invariant.hpp>
#include <contend/scenario/construction.hpp>
#include <contend/scenario/state.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace contend::scenario {

struct Call;
struct Outline;
struct Plan;

/// What is to be told of a call's result.
struct Wanted {
    bool digest = false;          ///< Step::run() returns it
    std::string* text = nullptr;  ///< set to it: empty for void, for references and for types that
                                  ///< cannot be printed
};

/// One call, ready to run: an indirect call into a function that passes the stored arguments on.
struct Step {
    /// Calls the operation on `subject`. What it throws comes out. Returns a number that is the same for
    /// equal results (see Digest), 0 for what has none or is not wanted. With nothing wanted, or no
    /// more than the digest of a number, it allocates nothing that the operation itself does not.
    ///
    /// The result is looked at and dropped before `run` returns, in the thread that ran the operation:
    /// a result that owns something (a lock, a node) lives equally long whatever is wanted.
    std::uint64_t (*run)(const void* closure, void* subject, Wanted wanted) = nullptr;
    const void* closure = nullptr;
    const base::Promise* promise = nullptr;  ///< of progress; null: none
    bool judged = false;      ///< the result has to be one that some order of the calls explains
    bool reads_only = false;  ///< it takes what it is called on as const
};

/// The steps of one part of a plan, in program order.
struct Steps {
    const Step* data = nullptr;
    std::size_t size = 0;

    const Step* begin() const { return data; }
    const Step* end() const { return data + size; }
    const Step& operator[](std::size_t index) const { return data[index]; }
};

/// How the calls of a plan are made one after the other, on the subject itself or on its model. Calls are
/// numbered through the initial part, the threads, and the final part.
struct Sequential {
    Construction construction;
    State state;
    std::vector<Step> calls;
    std::vector<unsigned> parts;  ///< calls with different ones do not influence one another
    check::Criterion criterion = check::Criterion::none;
};

/// A plan bound to the code it calls; made by Subject::bind(). Immutable, so that any number of
/// threads may run its steps. It keeps what it needs alive, the Subject need not outlive it.
///
/// One execution: create(), the steps of initial(), each thread(i) on a thread of its own, the
/// steps of final(), destroy(). Every execution gets a fresh subject on the heap.
class Bound {
public:
    /// For Subject::bind(), which says what is asked of the plan.
    Bound(const Outline& outline, const Plan& plan);

    Bound(const Bound&) = delete;
    Bound& operator=(const Bound&) = delete;

    /// A fresh subject. What the user's constructor throws comes out.
    void* create() const;
    void destroy(void* subject) const;

    Steps initial() const;
    std::size_t threads() const;
    Steps thread(std::size_t index) const;
    Steps final() const;

    /// By what the results are judged; its criterion is `none` when there is nothing to judge.
    const Sequential& sequential() const { return sequential_; }

    /// The index in Subject::invariants() of the first one that does not hold, or -1.
    int violated_invariant(const void* subject) const;

private:
    Steps bind_part(const Outline& outline, const std::vector<Call>& calls);
    void bind_sequential(const Outline& outline, const Plan& plan);
    void append_sequential(const Outline& outline, const std::vector<Call>& calls, Steps own);
    unsigned part_of(const Call& call);

    Construction construction_;
    std::vector<check::Invariant> invariants_;
    std::vector<std::shared_ptr<const void>> owners_;     ///< of the steps' closures and promises
    std::vector<std::unique_ptr<const Step[]>> storage_;  ///< of the steps
    std::unique_ptr<Steps[]> threads_;
    const Steps* threads_data_ = nullptr;
    std::size_t threads_size_ = 0;
    Steps initial_;
    Steps final_;
    Sequential sequential_;
    std::vector<std::string> keys_;  ///< of the parts
};

}  // namespace contend::scenario
