#include <contend/schedule/wake_up_trees.hpp>

namespace contend::schedule {

WakeUpTrees::Branch WakeUpTrees::append(Branch& list, base::ThreadId thread) {
    Branch branch = free_;
    if (branch != none)
        free_ = links_[branch].next;
    else if (used_ < branches_max)
        branch = static_cast<Branch>(++used_);
    else
        return none;
    links_[branch] = {none, none, thread, false};
    Branch* end = &list;
    while (*end != none) end = &links_[*end].next;
    *end = branch;
    return branch;
}

WakeUpTrees::Branch WakeUpTrees::take_first(Branch& list) {
    const Branch first = list;
    const Branch behind = links_[first].behind;
    list = links_[first].next;
    free(first);
    return behind;
}

// What is behind a branch goes before its neighbours: no stack is needed.
void WakeUpTrees::drop(Branch& list) {
    while (list != none) {
        Branch behind = take_first(list);
        if (behind == none) continue;
        Branch* end = &behind;
        while (*end != none) end = &links_[*end].next;
        *end = list;
        list = behind;
    }
}

}  // namespace contend::schedule
