#include <contend/report/error.hpp>
#include <contend/report/file.hpp>
#include <contend/report/json.hpp>

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <fstream>
#include <system_error>

namespace contend::report {
namespace {

constexpr std::size_t stem_bytes_max = 200;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

/// FNV-1a, 32 bits, in hexadecimal: enough to keep two strange test names apart.
std::string hash_of(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    std::string digits;
    for (int shift = 28; shift >= 0; shift -= 4) {
        digits += "0123456789abcdef"[(hash >> static_cast<unsigned>(shift)) & 0xFU];
    }
    return digits;
}

/// A name no other process or thread uses, in the same directory so that the rename is atomic.
std::filesystem::path temporary_beside(const std::filesystem::path& path) {
    static std::atomic<unsigned> counter{0};
    const std::string suffix =
        "." + std::to_string(getpid()) + "." + std::to_string(counter.fetch_add(1)) + ".tmp";
    return path.parent_path() / ("." + path.filename().string().substr(0, 200) + suffix);
}

bool write_all(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    return file.good();
}

/// Everything, but no more than shows that it is too much: /dev/zero is a file as well.
std::string read_all(std::istream& file) {
    std::string text;
    std::array<char, 65536> block{};
    while (file && text.size() <= report_bytes_max) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    return text;
}

}  // namespace

std::string file_name(std::string_view suite, std::string_view test) {
    const std::string original =
        suite.empty() ? std::string{test} : std::string{suite} + "." + std::string{test};
    bool ambiguous = original.empty();
    std::string stem;
    for (const char c : original) {
        const bool keep = is_plain(c) && !(c == '.' && stem.empty());
        // GoogleTest's names hold no `+`, so a slash can become one without a clash.
        stem += keep ? c : (c == '/' ? '+' : '_');
        if (!keep && c != '/') ambiguous = true;
    }
    if (stem.size() > stem_bytes_max) {
        stem.resize(stem_bytes_max);
        ambiguous = true;
    }
    if (ambiguous) stem += "-" + hash_of(original);
    return stem + ".json";
}

base::Result<std::string> write_file(const std::filesystem::path& path, const Report& report) {
    std::error_code code;
    if (path.has_parent_path()) {
        std::filesystem::create_directories(path.parent_path(), code);
        if (code) {
            return error_of("cannot create the directory " + path.parent_path().string() + ": " +
                            code.message() + "; choose another with CONTEND_REPORT_DIR");
        }
    }
    const std::filesystem::path temporary = temporary_beside(path);
    if (!write_all(temporary, write_json(report))) {
        std::filesystem::remove(temporary, code);
        return error_of("cannot write " + temporary.string() +
                        "; is the directory writable, and is there space on the disk?");
    }
    std::filesystem::rename(temporary, path, code);
    if (code) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        return error_of("cannot write " + path.string() + ": " + code.message());
    }
    return path.string();
}

base::Result<Report> read_file(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        return error_of(path.string() + " is a directory");
    std::ifstream file{path, std::ios::binary};
    if (!file)
        return error_of("cannot read " + path.string() + "; does it exist, and may you read it?");
    base::Result<Report> report = read_json(read_all(file));
    if (report.ok()) return report;
    return error_of("cannot use " + path.string() + ": " + report.error().message.c_str());
}

}  // namespace contend::report
