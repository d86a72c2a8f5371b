#pragma once

#include <contend/check/invariant.hpp>
#include <contend/scenario/construction.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace contend::scenario {

struct Call;
struct Outline;
struct Plan;

/// One call, ready to run: an indirect call into a function that passes the stored arguments on.
struct Step {
    /// Calls the operation on `subject`. What it throws comes out. `result`, if given, is set to
    /// the text of what the operation returned: empty for void, for references and for types that
    /// cannot be printed. The null case is the hot path: it allocates nothing that the operation
    /// itself does not.
    ///
    /// The result is shown and dropped before `run` returns, in the thread that ran the operation:
    /// a result that owns something (a lock, a node) lives equally long whether it is shown or not.
    void (*run)(const void* closure, void* subject, std::string* result) = nullptr;
    const void* closure = nullptr;
};

/// The steps of one part of a plan, in program order.
struct Steps {
    const Step* data = nullptr;
    std::size_t size = 0;

    const Step* begin() const { return data; }
    const Step* end() const { return data + size; }
    const Step& operator[](std::size_t index) const { return data[index]; }
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

    /// The index in Subject::invariants() of the first one that does not hold, or -1.
    int violated_invariant(const void* subject) const;

private:
    Steps bind_part(const Outline& outline, const std::vector<Call>& calls);

    Construction construction_;
    std::vector<check::Invariant> invariants_;
    std::vector<std::shared_ptr<const void>> owners_;     ///< of the steps' closures
    std::vector<std::unique_ptr<const Step[]>> storage_;  ///< of the steps
    std::unique_ptr<Steps[]> threads_;
    const Steps* threads_data_ = nullptr;
    std::size_t threads_size_ = 0;
    Steps initial_;
    Steps final_;
};

}  // namespace contend::scenario
