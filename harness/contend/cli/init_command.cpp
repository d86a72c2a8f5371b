#include <contend/cli/init_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/cli/output_file.hpp>
#include <contend/writers/display.hpp>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// One run of it. Used once.
class Init {
public:
    Init(const InitArguments& arguments, std::ostream& out, std::ostream& err)
        : arguments_(arguments), root_(arguments.directory), out_(out), err_(err) {}

    int run() {
        std::error_code code;
        if (fs::exists(root_, code) && !fs::is_directory(root_, code)) {
            err_ << "contend: " << writers::printable(root_.string()) << " is not a directory\n";
            return exit_misuse;
        }
        starts_project_ = !fs::exists(root_ / "CMakeLists.txt", code);
        for (const InitFile& file : init_files(CONTEND_COMPILER))
            if ((starts_project_ || !file.starts_project) && !place(file)) return exit_misuse;
        say_what_is_next();
        return exit_ok;
    }

private:
    bool place(const InitFile& file) {
        const fs::path path = root_ / file.path;
        std::error_code code;
        if (fs::exists(fs::symlink_status(path, code))) {
            out_ << "  kept   " << file.path << '\n';
            return true;
        }
        if (!arguments_.dry_run) {
            fs::create_directories(path.parent_path(), code);
            const auto written =
                write_output(path.string(), [&](std::ostream& out) { out << file.text; });
            if (!written) {
                err_ << "contend: " << written.error().message.c_str() << '\n';
                return false;
            }
        }
        out_ << (arguments_.dry_run ? "  would write " : "  wrote  ") << file.path << '\n';
        return true;
    }

    bool mentions(const char* file, const char* text) const {
        return contents(root_ / file).find(text) != std::string::npos;
    }

    void say_what_is_next() const {
        if (arguments_.dry_run) return;
        out_ << "\nnext:\n";
        if (!mentions("CMakeLists.txt", "add_subdirectory(race)"))
            out_ << "  to CMakeLists.txt, after enable_testing():  add_subdirectory(race)\n";
        if (!mentions("CMakePresets.json", "ContendPresets.json"))
            out_ << "  to CMakePresets.json, \"version\" 6:  \"include\": "
                    "[\"cmake/ContendPresets.json\"]\n";
        out_ << "  cmake --workflow --preset race\n"
                "Two containers are there to begin with: one is right, and of the other contend "
                "shows why it is not.\n";
    }

    const InitArguments& arguments_;
    fs::path root_;
    std::ostream& out_;
    std::ostream& err_;
    bool starts_project_ = false;
};

}  // namespace

int init_command(const InitArguments& arguments, std::ostream& out, std::ostream& err) {
    return Init(arguments, out, err).run();
}

}  // namespace contend::cli
