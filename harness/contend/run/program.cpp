#include <contend/run/program.hpp>

#include <contend/run/error.hpp>

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace contend::run {
namespace {

namespace fs = std::filesystem;

std::string in_path(const std::string& name) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const fs::path candidate = fs::path(folder.empty() ? "." : folder) / name;
        if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate))
            return candidate.string();
    }
    return {};
}

// In two parts, so that what searches for the mark does not carry it.
bool is_linked_with_contend(const std::string& path) {
    std::error_code ignored;
    const std::uintmax_t size = fs::file_size(path, ignored);
    std::string content(ignored ? 0 : size, '\0');
    std::ifstream(path, std::ios::binary).read(content.data(), static_cast<std::streamsize>(size));
    return content.find(std::string("contend-program") + "-runtime") != std::string::npos;
}

}  // namespace

base::Result<Program> find_program(const std::vector<std::string>& command) {
    const std::string& name = command.front();
    const bool has_folder = name.find('/') != std::string::npos;
    const std::string found = has_folder ? name : in_path(name);
    std::error_code code;
    if (found.empty() && fs::exists(name, code))
        return error("{} is not in the PATH; did you mean ./{}?", name, name);
    if (found.empty() || !fs::exists(found, code))
        return error("there is no program {}; is it built?", name);
    if (fs::is_directory(found, code) || access(found.c_str(), X_OK) != 0)
        return error("{} is not an executable file", name);
    const fs::path absolute = fs::canonical(found, code);
    if (code) return error("cannot use {}: {}", name, code.message());
    if (!is_linked_with_contend(absolute.string()))
        return error(
            "{} is not linked with contend: compile and link it with -fsanitize=thread and what "
            "`pkg-config --cflags --libs contend-program` prints, or link the CMake target "
            "contend::program",
            name);
    Program program;
    program.path = absolute.string();
    program.arguments = command;
    return program;
}

}  // namespace contend::run
