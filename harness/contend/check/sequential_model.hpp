#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace contend::check {

/// What the calls of a history give when one is made after the other: the sequential specification.
class SequentialModel {
public:
    /// What one call gave.
    struct Answer {
        std::uint64_t result = 0;            ///< as Call::result
        std::optional<std::uint64_t> state;  ///< after it, if known: objects of equal states answer
                                             ///< alike from there on

        friend bool operator==(const Answer& left, const Answer& right) {
            return left.result == right.result && left.state == right.state;
        }
        friend bool operator!=(const Answer& left, const Answer& right) { return !(left == right); }
    };

    /// Makes these calls, by index, in this order, on a fresh object. Fewer answers than calls: the
    /// next one does not return, at least not before others are made.
    virtual std::vector<Answer> run(const std::vector<unsigned>& calls) = 0;

    /// The same, but what people are shown of each result.
    virtual std::vector<std::string> show(const std::vector<unsigned>& calls) = 0;

    /// Whether a call, by index, is said to change nothing: it may come anywhere between others, even
    /// several times, and they answer as without it.
    virtual bool reads_only(unsigned call) const {
        static_cast<void>(call);
        return false;
    }

    virtual ~SequentialModel() = default;
};

}  // namespace contend::check
