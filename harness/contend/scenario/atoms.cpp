#include <contend/scenario/atoms.hpp>

#include <contend/scenario/number.hpp>

#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>

namespace contend::scenario {
namespace {

constexpr std::size_t message_quote_max = 60;

bool is_plain(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '-' || byte == '.';
}

int hex_digit(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

}  // namespace

std::string escape(std::string_view raw) {
    static const char digits[] = "0123456789ABCDEF";
    std::string escaped;
    escaped.reserve(raw.size());
    for (const char byte : raw) {
        if (is_plain(byte)) {
            escaped += byte;
            continue;
        }
        const auto code = static_cast<unsigned char>(byte);
        escaped += '%';
        escaped += digits[code >> 4];
        escaped += digits[code & 15];
    }
    return escaped;
}

bool unescape(std::string_view escaped, std::string& raw) {
    raw.clear();
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        if (is_plain(escaped[i])) {
            raw += escaped[i];
            continue;
        }
        if (escaped[i] != '%' || escaped.size() - i < 3) return false;
        const int high = hex_digit(escaped[i + 1]);
        const int low = hex_digit(escaped[i + 2]);
        if (high < 0 || low < 0) return false;
        raw += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
        i += 2;
    }
    return true;
}

std::string quoted_for_message(std::string_view text) {
    std::string quoted = "'";
    for (const char byte : text.substr(0, message_quote_max)) {
        quoted += byte >= ' ' && byte <= '~' ? byte : '?';
    }
    quoted += text.size() > message_quote_max ? "...'" : "'";
    return quoted;
}

void AtomWriter::signed_number(long long number) { word(std::to_string(number)); }

void AtomWriter::unsigned_number(unsigned long long number) { word(std::to_string(number)); }

void AtomWriter::real_number(long double number, int digits) {
    if (std::isnan(number)) return word("nan");
    if (std::isinf(number)) return word(number < 0 ? "-inf" : "inf");
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(digits);
    out << number;
    word(out.str());
}

void AtomWriter::word(std::string_view text) {
    if (!result_.empty()) result_ += ',';
    result_ += escape(text);
}

void AtomWriter::text(std::string_view bytes) {
    if (!result_.empty()) result_ += ',';
    result_ += '=';
    result_ += escape(bytes);
}

bool AtomReader::fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    return false;
}

bool AtomReader::next(std::string_view& atom) {
    if (!error_.empty()) return false;
    if (at_end_) return fail("it ends too early");
    const std::size_t comma = rest_.find(',');
    atom = rest_.substr(0, comma);
    at_end_ = comma == std::string_view::npos;
    rest_ = at_end_ ? std::string_view() : rest_.substr(comma + 1);
    return true;
}

bool AtomReader::finish() {
    if (!error_.empty()) return false;
    return at_end_ || fail("there is more than expected: " + quoted_for_message(rest_));
}

bool AtomReader::word(std::string& text) {
    std::string_view atom;
    if (!next(atom)) return false;
    if (atom.empty() || !unescape(atom, text))
        return fail(quoted_for_message(atom) + " is not a value");
    return true;
}

bool AtomReader::text(std::string& bytes) {
    std::string_view atom;
    if (!next(atom)) return false;
    if (atom.empty() || atom[0] != '=' || !unescape(atom.substr(1), bytes)) {
        return fail(quoted_for_message(atom) + " is not a text");
    }
    return true;
}

bool AtomReader::signed_number(long long low, long long high, long long& number) {
    std::string atom;
    if (!word(atom)) return false;
    if (!parse(atom, 10, number) || number < low || number > high) {
        return fail(quoted_for_message(atom) + " is not a number in " + std::to_string(low) + ".." +
                    std::to_string(high));
    }
    return true;
}

bool AtomReader::unsigned_number(unsigned long long high, unsigned long long& number) {
    std::string atom;
    if (!word(atom)) return false;
    if (!parse(atom, 10, number) || number > high) {
        return fail(quoted_for_message(atom) + " is not a number in 0.." + std::to_string(high));
    }
    return true;
}

bool AtomReader::real_number(long double& number) {
    std::string atom;
    if (!word(atom)) return false;
    constexpr long double infinity = std::numeric_limits<long double>::infinity();
    if (atom == "nan") return number = std::numeric_limits<long double>::quiet_NaN(), true;
    if (atom == "inf" || atom == "-inf") return number = atom == "inf" ? infinity : -infinity, true;
    std::istringstream in(atom);
    in.imbue(std::locale::classic());
    in >> std::noskipws >> number;
    if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) {
        return fail(quoted_for_message(atom) + " is not a number");
    }
    return true;
}

}  // namespace contend::scenario
