#include <contend/cli/doctor_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/writers/display.hpp>

#include <nlohmann/json.hpp>

#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <system_error>
#include <thread>
#include <vector>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

struct Check {
    std::string name;
    bool ok;
    std::string message;  ///< what is so, or what to do
};

// Line 3 holds the race.
constexpr const char* racy_program =
    "#include <thread>\n"
    "int shared;\n"
    "void write() { ++shared; }\n"
    "int main() { std::thread other(write); write(); other.join(); }\n";

struct Ran {
    int status;
    std::string output;  ///< both streams
};

std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return text + "'";
}

Ran run_line(const std::string& line) {
    Ran ran{-1, {}};
    std::FILE* const pipe = popen(("{ " + line + "; } 2>&1 < /dev/null").c_str(), "r");
    if (pipe == nullptr) return ran;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
        ran.output += static_cast<char>(c);
    const int status = pclose(pipe);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

bool says(const Ran& ran, const char* words) { return ran.output.find(words) != std::string::npos; }

bool answers(const std::string& compiler) {
    return run_line(quoted(compiler) + " --version").status == 0;
}

std::string find_compiler() {
    const char* const chosen = std::getenv("CXX");
    for (const std::string candidate :
         {chosen != nullptr ? chosen : "", "clang++-19", "clang++", "g++"}) {
        if (!candidate.empty() && answers(candidate)) return candidate;
    }
    return {};
}

std::string random_bits() {
    std::string bits;
    std::ifstream("/proc/sys/vm/mmap_rnd_bits") >> bits;
    return bits.empty() ? "unknown" : bits;
}

std::string runtime_of(const Ran& ran) {
    for (const char* version : {"v2", "v3"}) {
        const std::string words = std::string{"under ThreadSanitizer "} + version;
        if (says(ran, words.c_str())) return std::string{"runtime "} + version;
    }
    return "a runtime that does not say its version";
}

void check_detector(const std::string& compiler, const fs::path& folder,
                    std::vector<Check>& checks) {
    const fs::path source = folder / "probe.cpp";
    const fs::path program = folder / "probe";
    std::ofstream(source) << racy_program;
    const Ran built = run_line(quoted(compiler) + " -std=c++17 -g -O0 -fsanitize=thread -pthread " +
                               quoted(source.string()) + " -o " + quoted(program.string()));
    if (built.status != 0) {
        checks.push_back({"compiler", false,
                          compiler + " cannot build with -fsanitize=thread; install its sanitizer "
                                     "runtime (Debian: libclang-rt-19-dev, or libtsan2 for g++)"});
        return;
    }
    checks.push_back({"compiler", true, compiler + " builds with -fsanitize=thread"});
    const Ran ran = run_line("TSAN_OPTIONS=verbosity=1:exitcode=66 " + quoted(program.string()));
    if (!says(ran, "under ThreadSanitizer")) {
        checks.push_back({"detector", false,
                          "ThreadSanitizer does not start (vm.mmap_rnd_bits is " + random_bits() +
                              "); try `sudo sysctl vm.mmap_rnd_bits=28`, or `setarch -R`"});
        return;
    }
    const bool raced = says(ran, "WARNING: ThreadSanitizer: data race");
    checks.push_back({"detector", raced,
                      raced ? "ThreadSanitizer starts and reports a race: " + runtime_of(ran)
                            : "ThreadSanitizer starts but does not report a race; look at "
                              "TSAN_OPTIONS, and use another compiler"});
    if (!raced) return;
    const bool named = says(ran, "probe.cpp:3");
    checks.push_back({"symboliser", named,
                      named ? "stacks have files and lines"
                            : "stacks have no lines; install llvm (llvm-symbolizer) and put it in "
                              "the PATH"});
}

Check check_randomisation() {
    const int before = personality(0xffffffffU);
    const bool can =
        before != -1 && personality(static_cast<unsigned long>(before) | ADDR_NO_RANDOMIZE) != -1;
    if (can) personality(static_cast<unsigned long>(before));
    return {"randomisation", can,
            can ? "address-space randomisation can be turned off"
                : "personality() is forbidden, so containers keyed by pointers may not replay; in "
                  "a container, allow it (`docker run --security-opt seccomp=unconfined`)"};
}

// Nothing must be done where it is missing: a switch makes a system call instead.
Check check_switch() {
#if defined(__x86_64__)
    const bool fast = (getauxval(AT_HWCAP2) & 2U) != 0;
    return {"switch", true,
            fast ? "threads are switched with wrfsbase"
                 : "threads are switched with arch_prctl, which is slower: no wrfsbase here"};
#else
    return {"switch", true, "programs may set the thread pointer on this processor"};
#endif
}

void write_checks(const std::vector<Check>& checks, bool json, std::ostream& out) {
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
    std::string folder = (fs::temp_directory_path(code) / "contend-doctor-XXXXXX").string();
    if (code || mkdtemp(folder.data()) == nullptr) {
        err << "contend: cannot make a temporary directory; set TMPDIR to one you may write\n";
        return exit_misuse;
    }
    std::vector<Check> checks;
    const std::string compiler = arguments.compiler.empty() ? find_compiler() : arguments.compiler;
    if (compiler.empty())
        checks.push_back({"compiler", false, "there is none; install clang++ or g++, or set CXX"});
    else
        check_detector(compiler, folder, checks);
    fs::remove_all(folder, code);
    checks.push_back(check_randomisation());
    checks.push_back(check_switch());
    checks.push_back(
        {"processors", true, std::to_string(std::thread::hardware_concurrency()) + " for workers"});
    write_checks(checks, arguments.json, out);
    for (const Check& check : checks)
        if (!check.ok) return exit_failed;
    return exit_ok;
}

}  // namespace contend::cli
