#include <contend/run/token.hpp>

#include <contend/run/base64.hpp>
#include <contend/run/error.hpp>

#include <array>
#include <charconv>

namespace contend::run {
namespace {

constexpr std::string_view name = "contend";
constexpr unsigned version = 1;

// What the execution ran with.
constexpr std::uint64_t access_bit = 1;
constexpr std::uint64_t spurious_bit = 2;

/// CRC-32 (IEEE 802.3, reflected): notices every burst of up to 32 changed bits.
std::uint32_t checksum(std::string_view bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xedb88320u : 0u);
    }
    return ~crc;
}

class Writer {
public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        bytes += static_cast<char>(value);
    }
    void text(std::string_view value) {
        number(value.size());
        bytes += value;
    }
    std::string bytes;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7fu) << shift;
            if (byte < 0x80) return value;
        }
        good_ = false;
        return 0;
    }
    std::string text() {
        const std::uint64_t size = number();
        if (size > rest_.size()) {
            good_ = false;
            return {};
        }
        std::string value(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return value;
    }
    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }
    std::size_t left() const { return rest_.size(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

std::string write(const Token& token) {
    Writer writer;
    writer.text(token.build);
    writer.text(token.subject);
    writer.text(token.signature);
    writer.text(token.plan);
    writer.number((token.granularity == Granularity::access ? access_bit : 0) |
                  (token.spurious ? spurious_bit : 0));
    writer.number(token.by_generator ? 1 : 0);
    writer.number(token.steps);
    writer.number(token.digest);
    writer.number(token.schedule.size());
    for (const schedule::Switch& entry : token.schedule) {
        writer.number(entry.from);
        writer.number(entry.to);
        writer.number(entry.step);
    }
    return writer.bytes;
}

bool read(Reader& reader, Token& token) {
    token.build = reader.text();
    token.subject = reader.text();
    token.signature = reader.text();
    token.plan = reader.text();
    const std::uint64_t settings = reader.number();
    const std::uint64_t by_generator = reader.number();
    token.granularity = (settings & access_bit) != 0 ? Granularity::access : Granularity::sync;
    token.spurious = (settings & spurious_bit) != 0;
    token.by_generator = by_generator == 1;
    token.steps = reader.number();
    token.digest = reader.number();
    const std::uint64_t entries = reader.number();
    if (!reader.good() || entries > reader.left() || settings > (access_bit | spurious_bit) ||
        by_generator > 1)
        return false;
    for (std::uint64_t i = 0; i < entries; ++i) {
        const std::uint64_t from = reader.number();
        const std::uint64_t to = reader.number();
        const std::uint64_t step = reader.number();
        const bool is_thread = to < base::threads_max || to == schedule::everybody_else_suspended;
        if (!reader.good() || from >= base::threads_max || !is_thread || step > 0xffffffffu)
            return false;
        token.schedule.push_back({static_cast<base::ThreadId>(from),
                                  static_cast<base::ThreadId>(to),
                                  static_cast<std::uint32_t>(step)});
    }
    return reader.good() && reader.at_end();
}

base::Error damaged() {
    return error(
        "this token is damaged: copy the whole line again, from \"contend1.\" to its last "
        "character");
}

}  // namespace

std::string encode(const Token& token) {
    std::string bytes = write(token);
    const std::uint32_t crc = checksum(bytes);
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((crc >> shift) & 0xffu);
    return fmt::format("{}{}.{}", name, version, base64_encode(bytes));
}

base::Result<Token> decode_token(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (text.substr(0, name.size()) != name || dot == std::string_view::npos)
        return error("this is not a contend token: a token starts with \"contend1.\"");
    unsigned its_version = 0;
    const char* const end = text.data() + dot;
    const auto [stop, failure] = std::from_chars(text.data() + name.size(), end, its_version);
    if (failure != std::errc{} || stop != end || its_version == 0) return damaged();
    if (its_version > version)
        return error(
            "this token has format {}, this contend reads up to {}: replay it with the version "
            "that made it, "
            "or update contend",
            its_version, version);
    const auto bytes = base64_decode(text.substr(dot + 1));
    if (!bytes || bytes->size() < 4) return damaged();
    const std::string_view content(bytes->data(), bytes->size() - 4);
    std::uint32_t crc = 0;
    for (std::size_t i = content.size(); i < bytes->size(); ++i)
        crc = crc << 8 | static_cast<unsigned char>((*bytes)[i]);
    Token token;
    Reader reader(content);
    // A leading zero in the version would decode too; a token has one spelling.
    if (crc != checksum(content) || !read(reader, token) || encode(token) != text) return damaged();
    return token;
}

}  // namespace contend::run
