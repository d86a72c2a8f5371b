#include <contend/cli/output_file.hpp>

#include <contend/base/fixed_string.hpp>

#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

base::Error cannot_write(const std::string& path, const std::string& why) {
    return {("cannot write " + path + ": " + why).c_str()};
}

}  // namespace

base::Result<bool> write_output(const std::string& path,
                                const std::function<void(std::ostream&)>& write) {
    std::error_code code;
    if (fs::is_directory(path, code)) return cannot_write(path, "it is a folder");
    const bool in_place = fs::exists(path, code) && !fs::is_regular_file(path, code);
    const std::string beside = in_place ? path : path + ".part" + std::to_string(getpid());
    errno = 0;
    std::ofstream file(beside, std::ios::binary);
    if (file) write(file);
    file.close();
    if (!file) {
        const std::string why = errno != 0 ? std::strerror(errno) : "the file is not complete";
        if (!in_place) fs::remove(beside, code);
        return cannot_write(path, why);
    }
    if (in_place) return true;
    fs::rename(beside, path, code);
    if (!code) return true;
    const std::string why = code.message();
    fs::remove(beside, code);
    return cannot_write(path, why);
}

}  // namespace contend::cli
