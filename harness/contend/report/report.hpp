#pragma once

#include <contend/report/contention.hpp>
#include <contend/report/finding.hpp>
#include <contend/report/kind.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The report on one subject (a test, a whole program): the verdict and everything it rests on.
/// Plain values as in finding.hpp. Reading and writing: json.hpp and file.hpp.
namespace contend::report {

enum class Verdict {
    passed,   ///< explored within the budget (or exhaustively: Stats::exhausted) without a finding
    failed,   ///< at least one finding that is not tolerated
    unknown,  ///< a limit was hit, or the harness failed; Report::reason says which
};

/// "passed", "failed", "unknown".
std::string_view to_string(Verdict verdict);

/// The verdict with exactly this name; nothing for any other text.
std::optional<Verdict> verdict_from(std::string_view name);

/// Size of a failing case: what shrinking makes smaller.
struct Extent {
    std::uint64_t threads = 0;
    std::uint64_t operations = 0;
    std::uint64_t preemptions = 0;

    bool operator==(const Extent&) const = default;
};

/// A smaller failing case on the way down.
struct Accepted {
    std::uint64_t candidate = 0;  ///< number of the try that found it, from 1
    Extent extent = {};

    bool operator==(const Accepted&) const = default;
};

/// What shrinking did. `candidates` 0: nothing was shrunk, and nothing is shown.
struct Shrink {
    std::uint64_t candidates = 0;  ///< smaller cases tried
    Extent original = {};          ///< as first found
    Extent final = {};             ///< as reported
    std::vector<Accepted> accepted =
        {};  ///< in the order of their tries; without those that are no smaller

    bool operator==(const Shrink&) const = default;
};

/// How much was explored.
struct Stats {
    std::uint64_t scenarios = 0;
    std::uint64_t scenarios_exhausted = 0;  ///< of those drawn: every interleaving was executed
    std::uint64_t executions = 0;
    std::uint64_t interleavings = 0;      ///< different ones, by their happens-before order
    bool interleavings_at_least = false;  ///< there were more: some executions could not be counted
    /// Good and Turing's estimate of the probability that one more execution shows an interleaving not
    /// seen before, in [0, 1], and Chao's of how many there are at least. For what they are worth, see
    /// run/interleavings.hpp.
    std::optional<double> new_probability = {};
    std::optional<std::uint64_t> interleavings_estimate = {};
    std::uint64_t scheduling_points = 0;
    double seconds = 0.0;       ///< wall clock; finite
    std::string strategy = {};  ///< "portfolio"
    /// The parts of a divided search that this is from, "2/4" (shard.hpp), none of them twice; empty: it was not divided.
    std::vector<std::string> shards = {};
    std::uint64_t workers_killed = 0;  ///< from outside; their executions were run again
    bool exhausted = false;            ///< every interleaving was explored, up to equivalence
    std::optional<std::uint64_t> preemption_bound =
        {};  ///< every schedule with at most so many was executed
    Shrink shrink = {};

    bool operator==(const Stats&) const = default;
};

/// Where the report was made; enough to explain why a token does not replay elsewhere.
struct Environment {
    std::string contend_version = {};  ///< "0.1.0"
    std::string compiler = {};         ///< "clang 19.1.7"
    std::string tsan_runtime = {};     ///< "v2" or "v3"
    std::string context = {};          ///< "donated" or "futex"
    std::string build_id = {};
    std::string platform = {};  ///< "linux x86-64"

    bool operator==(const Environment&) const = default;
};

struct Report {
    std::string subject = {};  ///< "Cache.IsLinearizable"
    Verdict verdict = Verdict::unknown;
    std::string reason = {};  ///< for unknown: the limit that was hit, or how the harness failed;
        ///< for passed: what there is to know, such as why a replay found nothing
    bool harness_error = false;  ///< the harness failed; the verdict is unknown
    std::optional<Kind> expected =
        {};  ///< for a subject that is wrong on purpose: the finding it must show
    std::vector<Finding> findings = {};  ///< tolerated ones included
    Stats stats = {};
    Contention contention = {};
    Environment environment = {};
    std::string replay_command =
        {};  ///< ready to paste; replays the first finding that is not tolerated

    bool operator==(const Report&) const = default;
};

/// The first finding that is not tolerated; null when there is none.
const Finding* primary_finding(const Report& report);

/// How many findings are not tolerated.
std::size_t failure_count(const Report& report);

/// Whether the subject did what it should: passed, or, when a kind is expected, failed with
/// findings of that kind and no other. Never true for a harness error or an unknown verdict.
bool expectation_met(const Report& report);

/// The command that replays `finding`: the report's command with this finding's token in place of
/// the primary finding's. Empty when the report has no command or the finding no token.
std::string replay_command(const Report& report, const Finding& finding);

/// What a report contradicts itself in, in one sentence; empty when it is consistent. A consistent
/// report says failed exactly when a finding is not tolerated, or unknown with a reason; a harness
/// error is unknown; counts of confirmations are possible. Readers refuse inconsistent reports
/// rather than show a wrong verdict.
std::string inconsistency(const Report& report);

}  // namespace contend::report
