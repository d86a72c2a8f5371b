#include <contend/cli/suppressions_command.hpp>

#include <contend/cli/doctor_checks.hpp>
#include <contend/cli/exit_code.hpp>
#include <contend/cli/suppression_files.hpp>
#include <contend/writers/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

/// A probe, and the entries of one file that name it.
struct Probe {
    const SuppressionFile* file;
    std::vector<const run::Suppression*> entries;
    std::string program;  ///< empty: could not be built
};

class Laboratory {
public:
    Laboratory(fs::path folder, const SuppressionsArguments& arguments, std::ostream& out)
        : folder_(std::move(folder)), arguments_(arguments), out_(out) {}

    void test(Probe& probe) {
        if (!build(probe)) return;
        const std::string name = probe.entries.front()->probe;
        if (reports(probe, "raise", {}) == 0)
            problem(*probe.file, *probe.entries.front(),
                    "is not needed: its probe " + name + " is not reported without it");
        if (const unsigned seen = reports(probe, "raise", probe.entries))
            problem(*probe.file, *probe.entries.front(),
                    fmt::format("does not silence its probe {}: reported {} times of {}", name,
                                seen, arguments_.tries));
        if (reports(probe, "other", probe.entries) == 0)
            problem(*probe.file, *probe.entries.front(),
                    "hides too much: another race of its probe " + name + " is not reported");
        if (probe.entries.size() > 1) test_each(probe, name);
    }

    std::size_t problems() const { return problems_; }
    std::size_t left_out() const { return left_out_; }

    void problem(const SuppressionFile& file, const run::Suppression& entry,
                 const std::string& what) {
        ++problems_;
        out_ << writers::printable(file.place(entry) + entry.line() + " " + what) << std::endl;
    }

private:
    void test_each(const Probe& probe, const std::string& name) {
        for (const run::Suppression* entry : probe.entries) {
            std::vector<const run::Suppression*> others = probe.entries;
            others.erase(std::find(others.begin(), others.end(), entry));
            if (reports(probe, "raise", others) == 0)
                problem(*probe.file, *entry,
                        "is not needed: the others silence the probe " + name + " without it");
        }
    }

    bool build(Probe& probe) {
        const std::string& words = probe.entries.front()->probe;
        const std::string name = words.substr(0, words.find(' '));
        const fs::path source = fs::path(probe.file->path).parent_path() / name;
        if (!fs::is_regular_file(source)) {
            problem(*probe.file, *probe.entries.front(),
                    "names the probe " + name + ", which is not beside its file");
            return false;
        }
        const std::string program = (folder_ / fs::path(name).stem()).string();
        const Ran ran = run_line(
            shell_word(arguments_.compiler) + " -std=c++17 -g -O1 -fsanitize=thread -pthread " +
            shell_word(source.string()) + " -o " + shell_word(program) + words.substr(name.size()));
        if (ran.status != 0) {
            ++left_out_;
            out_ << writers::printable(name + " can not be built here, its entries are left out: " +
                                       ran.output.substr(0, ran.output.find('\n')))
                 << std::endl;
            return false;
        }
        probe.program = program;
        return true;
    }

    /// In how many of its runs something is reported.
    unsigned reports(const Probe& probe, const std::string& mode,
                     const std::vector<const run::Suppression*>& entries) const {
        const std::string file = (folder_ / "entries.supp").string();
        {
            std::ofstream written(file);
            for (const run::Suppression* entry : entries) written << entry->line() << '\n';
        }
        unsigned count = 0;
        for (unsigned i = 0; i < arguments_.tries; ++i)
            if (run_line("TSAN_OPTIONS=suppressions=" + shell_word(file) + " timeout 60 " +
                         shell_word(probe.program) + " " + mode)
                    .says("WARNING: ThreadSanitizer"))
                ++count;
        return count;
    }

    fs::path folder_;
    const SuppressionsArguments& arguments_;
    std::ostream& out_;
    std::size_t problems_ = 0;
    std::size_t left_out_ = 0;
};

// In the order of their first entries.
std::vector<Probe> probes_of(const SuppressionFile& file, const std::string& family,
                             Laboratory& laboratory) {
    std::vector<Probe> probes;
    for (const run::Suppression& entry : file.entries) {
        if (!entry.scope.empty() && entry.scope != family) continue;
        if (entry.probe.empty()) {
            laboratory.problem(file, entry,
                               "has no probe: write `# probe: file.cpp`, a program that raises it");
            continue;
        }
        const auto same = std::find_if(probes.begin(), probes.end(), [&](const Probe& probe) {
            return probe.entries.front()->probe == entry.probe;
        });
        if (same == probes.end())
            probes.push_back({&file, {&entry}, {}});
        else
            same->entries.push_back(&entry);
    }
    return probes;
}

}  // namespace

int suppressions_test(const SuppressionsArguments& given, std::ostream& out, std::ostream& err) {
    SuppressionsArguments arguments = given;
    if (arguments.compiler.empty()) arguments.compiler = find_compiler();
    const Ran version = run_line(shell_word(arguments.compiler) + " --version");
    const ReadFiles<SuppressionFile> files = read_suppression_files(arguments.files);
    std::vector<std::string> errors = files.errors;
    if (version.status != 0)
        errors.push_back("cannot run the compiler " + arguments.compiler +
                         "; name another with --compiler");
    std::error_code code;
    std::string folder = (fs::temp_directory_path(code) / "contend-suppressions-XXXXXX").string();
    if (errors.empty() && (code || mkdtemp(folder.data()) == nullptr))
        errors.emplace_back("cannot make a temporary directory; set TMPDIR to one you may write");
    for (const std::string& error : errors) err << "contend: " << writers::printable(error) << '\n';
    if (!errors.empty()) return exit_misuse;
    Laboratory laboratory(folder, arguments, out);
    std::size_t tested = 0;
    for (const SuppressionFile& file : files.items)
        for (Probe& probe : probes_of(file, family_of(version.output), laboratory)) {
            laboratory.test(probe);
            ++tested;
        }
    fs::remove_all(folder, code);
    out << fmt::format("{} with {}, {} each: {}, {} left out\n", writers::count(tested, "probe"),
                       arguments.compiler, writers::count(arguments.tries, "run"),
                       writers::count(laboratory.problems(), "problem"), laboratory.left_out());
    return laboratory.problems() == 0 ? exit_ok : exit_failed;
}

}  // namespace contend::cli
