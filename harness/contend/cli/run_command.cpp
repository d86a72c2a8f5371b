#include <contend/cli/run_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/report/file.hpp>
#include <contend/run/explore_program.hpp>
#include <contend/writers/display.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <array>
#include <filesystem>
#include <ostream>

namespace contend::cli {
namespace {

int misuse(std::ostream& err, const std::string& message) {
    err << "contend: " << writers::printable(message) << '\n';
    return exit_misuse;
}

base::Result<run::Options> options_of(const RunArguments& arguments) {
    const auto from_environment = run::options_from_environment();
    if (!from_environment) return from_environment.error();
    std::vector<std::string> flags;
    for (const auto& [name, value] : arguments.options)
        flags.push_back(fmt::format("--contend_{}={}", name, value));
    return run::options_from_flags(*from_environment, flags);
}

// Every execution reads it from its start, so what comes from a pipe is kept.
int file_of_standard_input() {
    const int file = memfd_create("contend-input", MFD_CLOEXEC);
    std::array<char, 65536> buffer;
    for (ssize_t got; (got = read(STDIN_FILENO, buffer.data(), buffer.size())) > 0;)
        if (write(file, buffer.data(), static_cast<std::size_t>(got)) != got) return -1;
    return file;
}

base::Result<run::Program> program_of(const RunArguments& arguments) {
    auto program = run::find_program(arguments.command);
    if (!program) return program;
    program->expected_status = arguments.expected_status;
    if (arguments.input.empty()) return program;
    program->input = arguments.input == "-" ? file_of_standard_input()
                                            : open(arguments.input.c_str(), O_RDONLY | O_CLOEXEC);
    if (program->input < 0)
        return base::Error{base::FixedString<1024>(
            ("cannot read the input " + arguments.input + "; give a file, or - for standard input")
                .c_str())};
    return program;
}

int exit_code_of(const report::Report& report) {
    if (report.harness_error) return exit_misuse;
    return report.verdict == report::Verdict::passed ? exit_ok : exit_failed;
}

int show(const report::Report& report, const std::string& path, const RunArguments& arguments,
         std::ostream& out) {
    writers::TextOptions text = arguments.text;
    text.path = path;
    writers::write_text(report, out, text);
    out.flush();
    return exit_code_of(report);
}

}  // namespace

int run_command(const RunArguments& arguments, std::ostream& out, std::ostream& err) {
    const auto options = options_of(arguments);
    if (!options) return misuse(err, options.error().message.c_str());
    const auto program = program_of(arguments);
    if (!program) return misuse(err, program.error().message.c_str());
    const auto report = run::explore_program(*program, *options);
    if (!report) return misuse(err, report.error().message.c_str());
    std::filesystem::path path = arguments.json;
    if (path.empty())
        path = std::filesystem::path(options->report_dir) /
               report::file_name("", run::subject_of(*program));
    const auto written = report::write_file(path, *report);
    if (!written) return misuse(err, written.error().message.c_str());
    return show(*report, *written, arguments, out);
}

int replay_program_command(const std::string& token, const RunArguments& arguments,
                           std::ostream& out, std::ostream& err) {
    const auto decoded = run::decode_token(token);
    if (!decoded) return misuse(err, decoded.error().message.c_str());
    const auto options = options_of(arguments);
    if (!options) return misuse(err, options.error().message.c_str());
    const auto program = program_of(arguments);
    if (!program) return misuse(err, program.error().message.c_str());
    const auto report = run::replay_program(*program, *options, *decoded);
    if (!report) return misuse(err, report.error().message.c_str());
    return show(*report, {}, arguments, out);
}

bool names_a_program(const std::vector<std::string>& command) {
    return run::find_program(command).ok();
}

}  // namespace contend::cli
