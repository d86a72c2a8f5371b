#include "../suite.hpp"

#include <algorithm>

namespace contend::quality {
namespace {

std::vector<Named>& list() {
    static std::vector<Named> cases;
    return cases;
}

}  // namespace

bool add(const Named& named) {
    list().push_back(named);
    return true;
}

std::vector<Named> all() {
    std::vector<Named> cases = list();
    std::sort(cases.begin(), cases.end(),
              [](const Named& left, const Named& right) { return left.name < right.name; });
    return cases;
}

}  // namespace contend::quality
