#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The alphabet and the words of stored text.
///
/// Stored text ends up in tokens, which people paste into shells and commit in regression files. So
/// it is made only of letters, digits and `% , - . / : = @ _ +`, on one line. A stored value is a
/// list of *atoms* joined by commas; every type knows how many atoms it takes, so nesting needs no
/// brackets: the vector {7, 8} is `2,7,8`. Within an atom, a byte other than a letter, a digit,
/// `_`, `-` or `.` is written `%XX`.
namespace contend::scenario {

/// `raw` with every byte escaped that has a meaning elsewhere in stored text.
std::string escape(std::string_view raw);

/// The inverse of escape(). False, with `raw` unspecified, when `escaped` is not well formed.
bool unescape(std::string_view escaped, std::string& raw);

/// Builds the stored text of one value.
class AtomWriter {
public:
    void signed_number(long long number);
    void unsigned_number(unsigned long long number);
    /// Decimal, with `digits` significant digits; also "inf", "-inf" and "nan".
    void real_number(long double number, int digits);
    /// A plain word such as "true".
    void word(std::string_view text);
    /// Arbitrary bytes, marked with `=`: an empty text is not mistaken for no atom.
    void text(std::string_view bytes);

    /// Records that the value cannot be written so that it can be read back.
    void fail() { failed_ = true; }
    bool failed() const { return failed_; }

    const std::string& result() const { return result_; }

private:
    std::string result_;
    bool failed_ = false;
};

/// Takes the stored text of one value apart. The first failure sets error() and makes all later
/// reads fail.
class AtomReader {
public:
    /// `stored` must outlive the reader.
    explicit AtomReader(std::string_view stored) : rest_(stored), at_end_(stored.empty()) {}

    /// Each read takes one atom. False, with error() set, if there is none or if it is not of that
    /// form.
    bool signed_number(long long low, long long high, long long& number);
    bool unsigned_number(unsigned long long high, unsigned long long& number);
    bool real_number(long double& number);
    bool word(std::string& text);
    bool text(std::string& bytes);

    /// Whether everything was read and nothing failed. What is left over sets error().
    bool finish();

    /// Records a failure that the caller found. Returns false, for `return reader.fail(…)`.
    bool fail(std::string message);

    /// What went wrong first, as a clause: "'300' is not in 0..255". Empty: nothing.
    const std::string& error() const { return error_; }

private:
    bool next(std::string_view& atom);

    std::string_view rest_;
    bool at_end_;  ///< `rest_` empty is not enough: "1," has an empty second atom
    std::string error_;
};

/// `text` cut to what fits in a message, with bytes that are not printable ASCII replaced by `?`,
/// in quotes.
std::string quoted_for_message(std::string_view text);

}  // namespace contend::scenario
