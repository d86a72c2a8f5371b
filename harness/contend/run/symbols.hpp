#pragma once

#include <contend/history/race_record.hpp>
#include <contend/report/finding.hpp>

#include <string>
#include <unordered_map>
#include <vector>

namespace contend::run {

/// Names for return addresses, from the sanitizer runtime's own symboliser in a helper process.
///
/// The search runs with symbolising off: a symbolised report costs a fifth of a second. The helper
/// is this program started anew with symbolising on; it is asked by module and offset, so
/// address-space randomisation does not matter, and answers are remembered. Started on first use.
/// One thread uses a Symbols.
class Symbols {
public:
    Symbols() = default;
    ~Symbols();
    Symbols(const Symbols&) = delete;
    Symbols& operator=(const Symbols&) = delete;

    /// The frames at a return address, inlined ones first; at least one, with module and offset if
    /// nothing else is known.
    const std::vector<report::Frame>& at(const void* address);

    /// All frames of a stack, innermost first.
    std::vector<report::Frame> of(const history::RawStack& stack);

    /// What to tell the user when names are missing; empty while they are not.
    std::string complaint() const;

private:
    bool start();
    void end();
    bool ask_once(const std::string& request, std::vector<report::Frame>& frames);
    std::vector<report::Frame> ask(const std::string& module, std::uint64_t offset);

    std::unordered_map<const void*, std::vector<report::Frame>> known_;
    int channel_ = -1;
    int helper_ = -1;
    bool failed_ = false;
    bool named_ = false;    ///< some place in this program had a name
    bool unnamed_ = false;  ///< and some had none
};

/// The process's symbols.
Symbols& symbols();

}  // namespace contend::run
