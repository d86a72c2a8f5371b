#pragma once

#include <map>
#include <string>
#include <string_view>

namespace contend::writers {

/// Short names for addresses: they change from run to run, take a third of a table's column, and
/// all a reader asks of them is whether two are the same. The first address seen becomes `#1`, the
/// next `#2`.
class Aliases {
public:
    /// The text with every address replaced: `0x` and at least six hexadecimal digits, not within a
    /// word. Shorter numbers stay; what is found at 0x8 is a null pointer's member, and the 8 tells
    /// which.
    std::string applied_to(std::string_view text);

    /// "#1 = 0x7b0400001a80, #2 = 0x7b1000000010"; empty when nothing was replaced.
    std::string legend() const;

private:
    std::map<std::string, std::size_t, std::less<>> numbers_;
};

}  // namespace contend::writers
