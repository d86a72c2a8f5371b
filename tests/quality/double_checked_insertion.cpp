// A registry that gives every name one number, for ever: looked up under the shared lock, entered under the exclusive one.
//
// Wrong: nobody looks again after changing locks, so two threads that both miss a name both enter it.
#include "suite.hpp"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace {

template <bool Right> class Registry {
public:
    static contend::Testable specification() {
        return contend::spec<Registry>()
            .operation("number_of", &Registry::number_of)
            .invariant("every name is entered once", &Registry::has_no_twins);
    }

private:
    int find(int name) const {
        const auto found = std::find(names_.begin(), names_.end(), name);
        return found == names_.end() ? -1 : static_cast<int>(found - names_.begin());
    }

    int number_of(int name) {
        {
            const std::shared_lock lock(mutex_);
            if (const int number = find(name); number >= 0) return number;
        }
        const std::unique_lock lock(mutex_);
        if constexpr (Right)
            if (const int number = find(name); number >= 0) return number;
        names_.push_back(name);
        return static_cast<int>(names_.size()) - 1;
    }

    bool has_no_twins() const {
        std::vector<int> sorted = names_;
        std::sort(sorted.begin(), sorted.end());
        return std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    }

    std::shared_mutex mutex_;
    std::vector<int> names_;
};

}  // namespace

CONTEND_QUALITY(double_checked_insertion) {
    return contend::quality::right_and_wrong<Registry>(
        "invariant",
        "/number_of:3+number_of:1+number_of:2/number_of:4+number_of:5+number_of:6+number_of:3/");
}
