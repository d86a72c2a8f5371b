// Any bytes for a token: as its text; and as its content, behind a checksum that is right, or nothing would ever get past that.
#include <contend/run/base64.hpp>
#include <contend/run/token.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace contend;

namespace {

// Not assert: it has to hold in every build.
void must(bool holds) {
    if (!holds) std::abort();
}

// CRC-32, IEEE 802.3, reflected.
std::uint32_t checksum(std::string_view bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xedb88320u : 0u);
    }
    return ~crc;
}

std::string with_checksum(std::string_view content) {
    std::string bytes(content);
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>((checksum(content) >> shift) & 0xffu);
    return "contend1." + run::base64_encode(bytes);
}

void decode(std::string_view text) {
    const auto token = run::decode_token(text);
    must(token.ok() || !token.error().message.empty());
    if (!token) return;
    const std::string encoded = run::encode(*token);
    const auto again = run::decode_token(encoded);
    must(again.ok() && *again == *token);
    // Every changed character is noticed.
    std::string damaged = encoded;
    char& last = damaged.back();
    last = last == 'A' ? 'B' : 'A';
    must(!run::decode_token(damaged).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    decode(text);
    decode(with_checksum(text));
    return 0;
}
