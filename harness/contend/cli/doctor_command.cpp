#include <contend/cli/doctor_command.hpp>

#include <contend/cli/doctor_checks.hpp>
#include <contend/cli/exit_code.hpp>
#include <contend/writers/display.hpp>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <ostream>
#include <system_error>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

void write_checks(const Checks& checks, bool json, std::ostream& out) {
    nlohmann::json list = nlohmann::json::array();
    for (const Check& check : checks) {
        if (json)
            list.push_back({{"check", check.name}, {"ok", check.ok}, {"message", check.message}});
        else
            out << (check.ok ? "ok   " : "TODO ") << check.name << ": "
                << writers::printable(check.message) << '\n';
    }
    if (json) out << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    out.flush();
}

}  // namespace

int doctor_command(const DoctorArguments& arguments, std::ostream& out, std::ostream& err) {
    if (!arguments.compiler.empty() && !answers(arguments.compiler)) {
        err << "contend: cannot run the compiler " << writers::printable(arguments.compiler)
            << "; name another with --compiler\n";
        return exit_misuse;
    }
    std::error_code code;
    if (!arguments.program.empty() && !fs::is_regular_file(arguments.program, code)) {
        err << "contend: there is no program " << writers::printable(arguments.program)
            << "; is it built?\n";
        return exit_misuse;
    }
    std::string folder = (fs::temp_directory_path(code) / "contend-doctor-XXXXXX").string();
    if (code || mkdtemp(folder.data()) == nullptr) {
        err << "contend: cannot make a temporary directory; set TMPDIR to one you may write\n";
        return exit_misuse;
    }
    Checks checks;
    const std::string compiler = arguments.compiler.empty() ? find_compiler() : arguments.compiler;
    if (compiler.empty())
        checks.push_back({"compiler", false, "there is none; install clang++ or g++, or set CXX"});
    else
        check_compiler(compiler, folder, checks);
    fs::remove_all(folder, code);
    check_machine(checks);
    if (!arguments.program.empty()) check_program(arguments.program, checks);
    write_checks(checks, arguments.json, out);
    for (const Check& check : checks)
        if (!check.ok) return exit_failed;
    return exit_ok;
}

}  // namespace contend::cli
