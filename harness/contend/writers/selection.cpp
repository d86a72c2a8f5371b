#include <contend/writers/selection.hpp>

#include <map>
#include <string_view>

namespace contend::writers {
namespace {

enum class Weight { middle, operation, turn };

Weight weight(const std::vector<Beginning>& begins, std::size_t i) {
    if (i == 0 || i + 1 == begins.size()) return Weight::turn;
    if (begins[i].turn || begins[i + 1].turn) return Weight::turn;
    return begins[i].operation ? Weight::operation : Weight::middle;
}

/// Lines the step takes: itself, the switch before it, its operation's name, and the mark of an
/// omission before it.
std::size_t lines_of(const std::vector<Beginning>& begins, const std::vector<bool>& kept,
                     std::size_t i) {
    std::size_t lines = 1;
    if (i > 0 && !kept[i - 1]) ++lines;
    if (begins[i].turn) ++lines;
    if (begins[i].operation) ++lines;
    return lines;
}

std::size_t lines_of(const std::vector<Beginning>& begins, const std::vector<bool>& kept) {
    std::size_t lines = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i]) lines += lines_of(begins, kept, i);
    }
    return lines;
}

/// Drops the oldest until the rest fits. The end of an execution is where it fails.
void drop_oldest(const std::vector<Beginning>& begins, std::vector<bool>& kept, std::size_t limit) {
    std::size_t lines = 0;
    for (std::size_t i = kept.size(); i-- > 0;) {
        if (!kept[i]) continue;
        lines += lines_of(begins, kept, i);
        if (lines > limit && i + 1 != kept.size()) kept[i] = false;
    }
}

}  // namespace

std::vector<Beginning> beginnings(const std::vector<report::Step>& steps) {
    std::vector<Beginning> begins(steps.size());
    std::map<int, std::string_view> operations;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const report::Step& step = steps[i];
        begins[i].turn = i > 0 && (step.switched || step.thread != steps[i - 1].thread);
        begins[i].operation = operations[step.thread] != step.operation;
        operations[step.thread] = step.operation;
    }
    return begins;
}

std::vector<bool> select_steps(const std::vector<Beginning>& begins, std::size_t limit) {
    std::vector<bool> kept(begins.size());
    for (const Weight least : {Weight::middle, Weight::operation, Weight::turn}) {
        for (std::size_t i = 0; i < begins.size(); ++i) kept[i] = weight(begins, i) >= least;
        if (lines_of(begins, kept) <= limit) return kept;
    }
    drop_oldest(begins, kept, limit);
    return kept;
}

}  // namespace contend::writers
