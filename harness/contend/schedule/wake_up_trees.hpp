#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/ids.hpp>

#include <cstdint>

namespace contend::schedule {

/// Ordered trees of threads, in memory of their own: what is still to be explored from some point on,
/// as the threads' steps from there. A tree is a list of branches; what follows a branch is a list, too.
///
/// An object that has not been used has not touched its memory but for the first few bytes.
class WakeUpTrees {
public:
    /// A branch; `none` ends a list.
    using Branch = std::uint32_t;
    static constexpr Branch none = 0;
    static constexpr unsigned branches_max = (1u << 20) - 1;

    CONTEND_INLINE base::ThreadId thread(Branch branch) const { return links_[branch].thread; }
    CONTEND_INLINE Branch next(Branch branch) const { return links_[branch].next; }
    CONTEND_INLINE Branch& behind(Branch branch) { return links_[branch].behind; }
    /// A mark that the owner of the trees gives a meaning to; false at first.
    CONTEND_INLINE bool& marked(Branch branch) { return links_[branch].marked; }

    /// Appends a branch to the list; `none` when there is no memory left.
    Branch append(Branch& list, base::ThreadId thread);

    /// Takes the first branch out of the list, and returns what is behind it.
    Branch take_first(Branch& list);

    /// Empties the list.
    void drop(Branch& list);

private:
    struct Link {
        Branch next;
        Branch behind;
        base::ThreadId thread;
        bool marked;
    };

    void free(Branch branch) {
        links_[branch].next = free_;
        free_ = branch;
    }

    Branch free_ = none;
    unsigned used_ = 0;
    Link links_[branches_max + 1];
};

}  // namespace contend::schedule
