#include <contend/cli/program.hpp>

#include <contend/cli/completion.hpp>
#include <contend/cli/doctor_command.hpp>
#include <contend/cli/exit_code.hpp>
#include <contend/cli/init_command.hpp>
#include <contend/cli/merge_command.hpp>
#include <contend/cli/replay_command.hpp>
#include <contend/cli/report_command.hpp>
#include <contend/cli/run_command.hpp>
#include <contend/cli/suppressions_command.hpp>
#include <contend/cli/terminal.hpp>
#include <contend/cli/tests_command.hpp>
#include <contend/cli/version.hpp>
#include <contend/writers/display.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>
#include <set>

namespace contend::cli {
namespace {

/// For `run`, `replay` and `doctor`, the words before the first `--` are contend's, those after it a command.
struct Split {
    std::vector<std::string> own;
    std::vector<std::string> command;
};

Split split_at_dashes(const std::vector<std::string>& arguments) {
    const std::set<std::string> verbs = {"run", "replay", "doctor"};
    if (arguments.empty() || verbs.count(arguments.front()) == 0) return {arguments, {}};
    const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
    const auto rest = dashes == arguments.end() ? dashes : dashes + 1;
    return {{arguments.begin(), dashes}, {rest, arguments.end()}};
}

/// What the arguments can set; read after parsing.
struct Choices {
    std::string color = "auto";
    std::size_t width = terminal_width();
    bool summary_only = false;
    bool verbose = false;
    std::vector<std::string> paths;
    std::map<std::string, std::string> outputs;
    std::string token;
    std::map<std::string, std::string> run_options;
    std::string json;
    int expected_status = 0;
    std::string input;
    TestsArguments tests;
    InitArguments init;
    std::string shell;
    MergeArguments merge;
    DoctorArguments doctor;
    SuppressionsArguments suppressions;
};

struct Option {
    const char* name;
    const char* help;
};

// What makes no sense for a program, or is a verb of its own, is left out.
constexpr Option run_options[] = {
#define CONTEND_OPTION(type, name, fallback, help) {#name, help " [" fallback "]"},
#include <contend/options.inc>
#undef CONTEND_OPTION
};

void describe_run(CLI::App& run, Choices& choices) {
    run.footer(
        "PATH is a test binary or a build directory, whose tests CTest knows: they run several at "
        "a\n"
        "time (--jobs), and options go to each of them. Behind -- stands a whole program: each "
        "execution\n"
        "is a fresh process of it, with its own main() and globals.\n"
        "Exit code: 0 passed, 1 a finding or a test that failed, 2 misuse or nothing that can be "
        "run.\n\n"
        "Examples:\n"
        "  contend run build/race --label race --total-budget 10m\n"
        "  contend run ./cache_test --tests 'Cache' --shard 0/4\n"
        "  contend run --executions 1000 --json report.json -- ./server --port 0");
    run.add_option("path", choices.tests.paths, "Test binaries, or build directories with tests");
    run.add_option("--tests", choices.tests.tests,
                   "Only tests whose name matches this regular expression");
    run.add_option("--label", choices.tests.label,
                   "Only CTest's tests with a label that matches this");
    run.add_option(
        "--total-budget", choices.tests.total_budget,
        "Time that all tests may search together, divided among them; then the number of "
        "executions is no limit");
    run.add_option("--timeout", choices.tests.timeout_s,
                   "Seconds a test of a binary may take [300]");
    for (const Option& option : run_options) {
        const std::string name = option.name;
        if (name == "replay" || name == "isolation") continue;
        run.add_option_function<std::string>(
            "--" + name,
            [&choices, name](const std::string& value) { choices.run_options[name] = value; },
            option.help);
    }
    run.add_option("--json", choices.json, "File for the report, instead of the report directory");
    run.add_option("--status", choices.expected_status,
                   "Exit status of the program when nothing is wrong [0]");
    run.add_option("--input", choices.input, "File for its standard input; -: from here");
}

void describe_report(CLI::App& report, Choices& choices) {
    report.footer(
        "Exit code: 0 when every subject passed or showed the finding it was expected to show,\n"
        "1 when one did not, 2 when a file could not be used or there was none.\n\n"
        "Examples:\n"
        "  contend report build/race/contend-report\n"
        "  contend report build/race/contend-report --junit junit.xml --sarif contend.sarif\n"
        "  contend report build/race/contend-report --markdown - >> \"$GITHUB_STEP_SUMMARY\"");
    report.add_option("path", choices.paths, "Report files, or directories searched for *.json")
        ->required();
    report.add_flag("--summary", choices.summary_only, "Only the table, one line a subject");
    report.add_flag("--verbose", choices.verbose,
                    "Whole stacks, every step, the environment, passed subjects too");
    for (const Format& format : formats()) {
        const std::string name = format.name;
        report
            .add_option_function<std::string>(
                "--" + name,
                [&choices, name](const std::string& value) { choices.outputs[name] = value; },
                std::string(format.help) + "; - for standard output, and nothing else there")
            ->type_name("FILE");
    }
    report.add_option("--width", choices.width, "Columns to fit tables to")
        ->check(CLI::Range(std::size_t{40}, std::size_t{1000}));
    report.add_option("--color", choices.color, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

void describe_merge(CLI::App& merge, Choices& choices) {
    merge.footer(
        "Of findings that are the same the one with the fewest steps is kept. Executions,\n"
        "scenarios and seconds add up; different interleavings are a lower bound.\n"
        "Exit code: 0 when every subject passed or showed the finding it was expected to show,\n"
        "1 when one did not, 2 when a file could not be used, reports are of different builds, or\n"
        "the output directory is not empty; then nothing is written.\n\n"
        "Example:\n  contend merge shard-0 shard-1 --output merged");
    merge
        .add_option("path", choices.merge.paths, "Report files, or directories searched for *.json")
        ->required();
    merge.add_option("--output", choices.merge.output, "Directory to make for the merged reports")
        ->required()
        ->check([](const std::string& value) {
            return value.empty() ? std::string{"needs the name of a directory"} : std::string{};
        });
}

void describe_doctor(CLI::App& doctor, Choices& choices) {
    doctor.footer(
        "Behind -- stands a program or test binary to look at too: how it was built and linked, "
        "and\n"
        "what it uses that misleads a race detector. It is read, not run.\n"
        "Exit code: 0 when contend is usable here, 1 when something must be done, 2 when the\n"
        "compiler or the program that was named is not there.\n\n"
        "Examples:\n"
        "  contend doctor --compiler clang++-19\n"
        "  contend doctor -- build/race/cache_test");
    doctor.add_option("--compiler", choices.doctor.compiler,
                      "Compiler to try [$CXX, clang++-19, clang++ or g++]");
    doctor.add_flag("--json", choices.doctor.json, "A JSON array of {check, ok, message}");
}

CLI::App& describe_suppressions_verb(CLI::App& suppressions, Choices& choices, const char* name,
                                     const char* help, const std::string& footer) {
    CLI::App& verb = *suppressions.add_subcommand(name, help);
    verb.add_option("file", choices.suppressions.files,
                    "Suppression files, or directories of *.supp")
        ->required();
    verb.footer(
        "Exit code: 0 without problems, 1 with one, 2 when a file could not be used.\n\n"
        "Example:\n  contend suppressions " +
        footer);
    return verb;
}

void describe_suppressions(CLI::App& suppressions, Choices& choices) {
    suppressions.require_subcommand(1);
    suppressions.footer(
        "An entry has its comment above it:\n"
        "  # reason: why this is no defect\n"
        "  # upstream: where it is known\n"
        "  # expires: 2027-06-30\n"
        "  # scope: gcc | clang             (where only one compiler shows it)\n"
        "  # probe: file.cpp FLAGS          (a program that raises it, for `test`)\n"
        "  # intermittent                   (not seen in every run, for `stale`)\n"
        "  race:name_of_a_function\n\n"
        "Examples:\n"
        "  contend suppressions lint suppressions --sources src\n"
        "  contend suppressions test suppressions --compiler g++\n"
        "  contend suppressions stale suppressions --reports build/race/contend-report");
    CLI::App& lint = describe_suppressions_verb(
        suppressions, choices, "lint",
        "Judge entries by their comments and by what they would hide",
        "lint suppressions --sources src --reports build/race/contend-report");
    lint.add_option("--reports", choices.suppressions.reports,
                    "Reports, whose frames of your own code no entry may match");
    lint.add_option("--sources", choices.suppressions.sources,
                    "Directories of your own code, whose files no entry may match");
    CLI::App& test = describe_suppressions_verb(
        suppressions, choices, "test",
        "Run each entry's probe: it is raised, silenced, and nothing else is", "test suppressions");
    test.add_option("--compiler", choices.suppressions.compiler,
                    "Compiler of the probes [$CXX, clang++-19, clang++ or g++]");
    test.add_option("--tries", choices.suppressions.tries, "Runs of a probe for each question [5]")
        ->check(CLI::Range(1U, 1000U));
    CLI::App& stale =
        describe_suppressions_verb(suppressions, choices, "stale",
                                   "Name the entries that matched nothing in a run of all tests",
                                   "stale suppressions --reports build/race/contend-report");
    stale
        .add_option("--reports", choices.suppressions.reports,
                    "The reports of that run: files, or directories of them")
        ->required();
}

int run_suppressions(const CLI::App& suppressions, const Choices& choices, std::ostream& out,
                     std::ostream& err) {
    if (suppressions.got_subcommand("lint"))
        return suppressions_lint(choices.suppressions, out, err);
    if (suppressions.got_subcommand("test"))
        return suppressions_test(choices.suppressions, out, err);
    return suppressions_stale(choices.suppressions, out, err);
}

void describe_init(CLI::App& init, Choices& choices) {
    init.footer(
        "Writes the preset `race`, a workflow for GitHub and two first tests. Files that are there "
        "are\n"
        "kept as they are.\n"
        "Exit code: 0, or 2 when something could not be written.\n\n"
        "Example:\n  contend init && cmake --workflow --preset race");
    init.add_option("directory", choices.init.directory, "The repository [here]");
    init.add_flag("--dry-run", choices.init.dry_run, "Only say what would be written");
}

void describe_completion(CLI::App& completion, Choices& choices) {
    completion.footer(
        "Exit code: 0.\n\n"
        "Example, for ~/.bashrc:\n  source <(contend completion bash)");
    completion.add_option("shell", choices.shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

void add_options(const CLI::App& verb, std::vector<std::string>& options) {
    for (const CLI::Option* option : verb.get_options()) {
        if (option->get_lnames().empty() || option->get_lnames().front() == "help") continue;
        const std::string name = "--" + option->get_lnames().front();
        if (std::find(options.begin(), options.end(), name) == options.end())
            options.push_back(name);
    }
}

// Of the verbs as they are declared: what completes can not lag behind.
int write_completion(const CLI::App& app, const std::string& shell, std::ostream& out) {
    std::vector<CompletedVerb> verbs;
    for (const CLI::App* verb : app.get_subcommands({})) {
        CompletedVerb completed{verb->get_name(), verb->get_description(), {}, {}};
        add_options(*verb, completed.options);
        for (const CLI::App* inner : verb->get_subcommands({})) {
            completed.words.push_back(inner->get_name());
            add_options(*inner, completed.options);
        }
        if (completed.name == "completion") completed.words = {"bash", "zsh", "fish"};
        verbs.push_back(std::move(completed));
    }
    out << completion_script(shell, verbs).value_or("");
    return exit_ok;
}

void describe_replay(CLI::App& replay, Choices& choices) {
    replay.footer(
        "The exit code is the test binary's: 1 when the finding was reproduced. 2 when the binary\n"
        "cannot be started, or when the token is damaged or belongs to another build.\n\n"
        "Example:\n  contend replay TOKEN -- ./cache_test --gtest_filter=Cache.IsLinearizable");
    replay.add_option("token", choices.token, "The token of a finding, from its report")
        ->required();
}

std::string verbs_of(const CLI::App& app) {
    std::string text;
    const auto verbs = app.get_subcommands({});
    for (const CLI::App* verb : verbs)
        text += (text.empty() ? "" : verb == verbs.back() ? " and " : ", ") + verb->get_name();
    return text;
}

bool is_verb(const CLI::App& app, const std::string& name) {
    const auto verbs = app.get_subcommands({});
    return std::any_of(verbs.begin(), verbs.end(),
                       [&](const CLI::App* verb) { return verb->get_name() == name; });
}

int refuse(std::ostream& err, const std::string& message) {
    err << "contend: " << writers::printable(message) << "; see `contend --help`\n";
    return exit_misuse;
}

int run_report(const Choices& choices, std::ostream& out, std::ostream& err) {
    ReportArguments arguments;
    arguments.paths = choices.paths;
    arguments.summary_only = choices.summary_only;
    arguments.outputs = choices.outputs;
    arguments.text.color = wants_color(choices.color);
    arguments.text.width = choices.width;
    arguments.text.verbose = choices.verbose;
    return report_command(arguments, out, err);
}

RunArguments run_arguments(const Choices& choices, const std::vector<std::string>& command) {
    RunArguments arguments;
    arguments.command = command;
    arguments.options = choices.run_options;
    arguments.json = choices.json;
    arguments.expected_status = choices.expected_status;
    arguments.input = choices.input;
    arguments.text.color = wants_color(choices.color);
    arguments.text.width = choices.width;
    return arguments;
}

int run_run(const Choices& choices, const std::vector<std::string>& command, std::ostream& out,
            std::ostream& err) {
    const bool tests = !choices.tests.paths.empty();
    if (tests && !command.empty())
        return refuse(err, "run takes either tests or, behind `--`, a program; not both");
    if (tests) {
        TestsArguments arguments = choices.tests;
        arguments.options = choices.run_options;
        arguments.text.color = wants_color(choices.color);
        arguments.text.width = choices.width;
        return tests_command(arguments, out, err);
    }
    if (command.empty())
        return refuse(
            err,
            "run needs a test binary or a build directory, as in `contend run build/race`, or "
            "a program behind `--`, as in `contend run -- ./server`");
    return run_command(run_arguments(choices, command), out, err);
}

int run_doctor(const Choices& choices, const std::vector<std::string>& command, std::ostream& out,
               std::ostream& err) {
    if (command.size() > 1)
        return refuse(err, "doctor takes one program behind `--`, without arguments");
    DoctorArguments arguments = choices.doctor;
    if (!command.empty()) arguments.program = command.front();
    return doctor_command(arguments, out, err);
}

int run_replay(const Choices& choices, const std::vector<std::string>& command, std::ostream& out,
               std::ostream& err) {
    if (command.empty()) {
        return refuse(err,
                      "replay needs the test binary behind `--`, as in `contend replay TOKEN -- "
                      "./cache_test`");
    }
    if (names_a_program(command))
        return replay_program_command(choices.token, run_arguments(choices, command), out, err);
    return replay_command({choices.token, command}, err);
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    Choices choices;
    CLI::App app{"contend: schedule-controlling tests for concurrent C++ under ThreadSanitizer.",
                 "contend"};
    app.set_version_flag("--version", "contend " + std::string{version});
    CLI::App& report = *app.add_subcommand("report", "Show the reports that tests have written");
    CLI::App& replay = *app.add_subcommand(
        "replay", "Repeat one finding: contend replay TOKEN -- TEST_BINARY [ARGUMENTS]");
    CLI::App& run = *app.add_subcommand("run",
                                        "Run tests, or explore a whole program: contend run "
                                        "[OPTIONS] PATH... | -- PROGRAM [ARGUMENTS]");
    CLI::App& merge = *app.add_subcommand("merge", "Join the reports of shards");
    CLI::App& doctor = *app.add_subcommand("doctor",
                                           "Try what contend needs on this machine, and look at a "
                                           "program: contend doctor [OPTIONS] [-- PROGRAM]");
    CLI::App& suppressions =
        *app.add_subcommand("suppressions", "Keep suppressions in order: lint, test, stale");
    CLI::App& init =
        *app.add_subcommand("init", "Set a repository up: presets, a workflow, first tests");
    CLI::App& completion =
        *app.add_subcommand("completion", "A script that completes these commands in a shell");
    describe_init(init, choices);
    describe_suppressions(suppressions, choices);
    describe_completion(completion, choices);
    describe_doctor(doctor, choices);
    describe_report(report, choices);
    describe_merge(merge, choices);
    describe_run(run, choices);
    describe_replay(replay, choices);
    app.footer(
        "Examples:\n"
        "  contend report build/race/contend-report\n"
        "  contend merge shard-0 shard-1 --output merged\n"
        "  contend replay TOKEN -- ./cache_test\n"
        "  contend run build/race\n"
        "  contend run -- ./server --port 0");

    const Split split = split_at_dashes(arguments);
    if (split.own.empty()) {
        err << app.help();
        return exit_misuse;
    }
    const std::string& verb = split.own.front();
    if (verb.rfind('-', 0) != 0 && !is_verb(app, verb))
        return refuse(err, "there is no command '" + verb + "'; the commands are " + verbs_of(app));
    try {
        app.parse(std::vector<std::string>{split.own.rbegin(), split.own.rend()});
    } catch (const CLI::Success& request) {
        return app.exit(request, out, err);
    } catch (const CLI::ParseError& error) {
        return refuse(err, error.what());
    }
    if (report.parsed()) return run_report(choices, out, err);
    if (doctor.parsed()) return run_doctor(choices, split.command, out, err);
    if (merge.parsed()) return merge_command(choices.merge, out, err);
    if (replay.parsed()) return run_replay(choices, split.command, out, err);
    if (run.parsed()) return run_run(choices, split.command, out, err);
    if (suppressions.parsed()) return run_suppressions(suppressions, choices, out, err);
    if (init.parsed()) return init_command(choices.init, out, err);
    if (completion.parsed()) return write_completion(app, choices.shell, out);
    return refuse(err, "no command was given; the commands are " + verbs_of(app));
}

}  // namespace contend::cli
