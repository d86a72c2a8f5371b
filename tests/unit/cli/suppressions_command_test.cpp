// Goal: a suppression without a reason, out of date, too broad or of no use is named. The probes here are real programs under
// ThreadSanitizer, each wrong in one way.
#include <contend/cli/exit_code.hpp>
#include <contend/cli/program.hpp>
#include <contend/report/file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SuppressionsCommand : public testing::Test {
protected:
    SuppressionsCommand()
        : folder_(fs::path{testing::TempDir()} /
                  ("contend_suppressions_command_" + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~SuppressionsCommand() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    std::string file(const std::string& name, const std::string& content) {
        const fs::path path = folder_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << content;
        return path.string();
    }

    /// A report with one race, tolerated by `pattern` or, when that is empty, not; its frame is `function` in
    /// `source`, the user's own or not.
    std::string race_report(const std::string& function, const std::string& source, bool user,
                            const std::string& pattern) {
        report::Report report;
        report.subject = "Queue.Works";
        report.environment.compiler = "clang 19.1.7";
        report::Finding finding;
        finding.summary = "a race";
        finding.signature = "1";
        finding.stacks = {
            {.title = "write",
             .frames = {{.function = function, .file = source, .line = 12, .user = user}}}};
        if (!pattern.empty()) finding.tolerated = report::Tolerated{"known", pattern, 3};
        report.findings = {finding};
        report.verdict = pattern.empty() ? report::Verdict::failed : report::Verdict::passed;
        const std::string path = (folder_ / "report.json").string();
        EXPECT_TRUE(report::write_file(path, report).ok());
        return path;
    }

    int suppressions(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "suppressions");
        out_.str("");
        err_.str("");
        return run_program(arguments, out_, err_);
    }

    fs::path folder_;
    std::ostringstream out_;
    std::ostringstream err_;
};

const std::string told =
    "# reason: known\n# upstream: https://example.org/1\n# expires: 2999-12-31\n";

TEST_F(SuppressionsCommand, lint_is_content_with_an_entry_in_order) {
    EXPECT_EQ(suppressions({"lint", file("a.supp", told + "race:^Library::push\n")}), exit_ok);
    EXPECT_EQ(out_.str(), "1 suppression in 1 file: 0 problems\n");
}

TEST_F(SuppressionsCommand, lint_asks_for_what_the_comment_does_not_say) {
    const std::string path = file("a.supp", "\nrace:Library::push\n");
    EXPECT_EQ(suppressions({"lint", path}), exit_failed);
    EXPECT_THAT(out_.str(), AllOf(HasSubstr(path + ":2: race:Library::push has no reason"),
                                  HasSubstr("does not say where it is known"),
                                  HasSubstr("does not expire"), HasSubstr("3 problems")));
}

TEST_F(SuppressionsCommand, lint_looks_at_the_calendar) {
    const auto of = [&](const std::string& day) {
        suppressions({"lint", file("a.supp", "# reason: a\n# upstream: b\n# expires: " + day +
                                                 "\nrace:Library::push\n")});
        return out_.str();
    };
    EXPECT_THAT(of("2020-02-29"), HasSubstr("expired on 2020-02-29: see upstream"));
    EXPECT_THAT(of("2021-02-29"), HasSubstr("expires on \"2021-02-29\", which is no day"));
    EXPECT_THAT(of("next year"), HasSubstr("which is no day: write YYYY-MM-DD"));
    EXPECT_THAT(of("2999-01-01"), HasSubstr("0 problems"));
}

TEST_F(SuppressionsCommand, lint_refuses_patterns_that_hide_anybodys_races) {
    for (const char* pattern : {"race:*", "race:std::", "race:New*ew", "race:operator new",
                                "race:libc.so", "race:a", "race_top:vector"}) {
        const bool broad = std::string(pattern) != "race:New*ew";
        suppressions({"lint", file("a.supp", told + pattern + "\n")});
        if (broad) {
            EXPECT_THAT(out_.str(), HasSubstr("matches everyday frames")) << pattern;
        } else {
            EXPECT_THAT(out_.str(), HasSubstr("0 problems"));
        }
    }
}

TEST_F(SuppressionsCommand, lint_knows_that_lambdas_have_two_names) {
    suppressions({"lint", file("a.supp", told + "race:Library::push()::<lambda\n")});
    EXPECT_THAT(out_.str(), HasSubstr("names a lambda, which compilers call differently"));
    suppressions({"lint", file("a.supp", told + "# scope: gcc\nrace:Library::push()::<lambda\n")});
    EXPECT_THAT(out_.str(), HasSubstr("0 problems"));
    suppressions({"lint", file("a.supp", told + "# scope: msvc\nrace:Library::push\n")});
    EXPECT_THAT(out_.str(), HasSubstr("has the scope \"msvc\", but there are only gcc and clang"));
}

TEST_F(SuppressionsCommand, lint_finds_what_stands_there_twice) {
    suppressions(
        {"lint", file("a.supp", told + "race:Library::push\n\n" + told + "race:Library::push\n")});
    EXPECT_THAT(out_.str(), HasSubstr(".supp:9: race:Library::push stands in this file twice"));
}

TEST_F(SuppressionsCommand, lint_flags_an_entry_that_hides_the_users_own_frames) {
    const std::string path = file("a.supp", told + "race:Cache::put\n");
    EXPECT_EQ(suppressions({"lint", path, "--reports",
                            race_report("Cache::put(int, int)", "/src/cache.hpp", true, "")}),
              exit_failed);
    EXPECT_THAT(out_.str(),
                HasSubstr("race:Cache::put hides your own code: Cache::put(int, int) at "
                          "/src/cache.hpp:12, in the report on Queue.Works"));
    EXPECT_EQ(
        suppressions({"lint", path, "--reports",
                      race_report("Cache::put(int, int)", "/usr/include/cache.hpp", false, "")}),
        exit_ok);
}

TEST_F(SuppressionsCommand, lint_flags_an_entry_that_matches_the_users_own_files) {
    file("src/queue.hpp", "");
    const std::string path = file("a.supp", told + "race:src/queue.hpp\n");
    EXPECT_EQ(suppressions({"lint", path, "--sources", (folder_ / "src").string()}), exit_failed);
    EXPECT_THAT(out_.str(), HasSubstr("hides your own code: it matches the file"));
}

TEST_F(SuppressionsCommand, refuses_files_that_cannot_be_used) {
    EXPECT_EQ(suppressions({"lint", (folder_ / "nothing.supp").string()}), exit_misuse);
    EXPECT_EQ(suppressions({"lint", folder_.string()}), exit_misuse);
    EXPECT_THAT(err_.str(), HasSubstr("there is no *.supp in this directory"));
    EXPECT_EQ(suppressions({"lint", file("b.supp", "rase:f\n")}), exit_misuse);
    EXPECT_THAT(err_.str(), HasSubstr("b.supp:1: \"rase\" is not a type of suppression"));
    EXPECT_EQ(suppressions(
                  {"stale", file("a.supp", told + "race:f\n"), "--reports", file("x.json", "{}")}),
              exit_misuse);
    EXPECT_EQ(suppressions({}), exit_misuse);
    EXPECT_EQ(suppressions({"prune"}), exit_misuse);
}

TEST_F(SuppressionsCommand, stale_names_what_matched_nothing) {
    const std::string path =
        file("a.supp", told + "race:Library::push\n\n" + told + "race:Library::pop\n\n" + told +
                           "# intermittent\nrace:Library::rare\n\n" + told +
                           "# scope: gcc\nrace:Library::other\n");
    const std::string report =
        race_report("Library::push(int)", "/usr/include/l.hpp", false, "race:Library::push");
    EXPECT_EQ(suppressions({"stale", path, "--reports", report}), exit_failed);
    EXPECT_THAT(out_.str(), AllOf(HasSubstr(":9: race:Library::pop matched nothing in 1 report"),
                                  HasSubstr("1 stale suppression,"), Not(HasSubstr("rare")),
                                  Not(HasSubstr("other"))));
}

TEST_F(SuppressionsCommand, stale_spares_an_entry_that_another_went_before) {
    const std::string path =
        file("a.supp", told + "race:Library\n\n" + told + "race:Library::push\n");
    EXPECT_EQ(suppressions(
                  {"stale", path, "--reports",
                   race_report("Library::push(int)", "/usr/include/l.hpp", false, "race:Library")}),
              exit_ok);
}

/// Races in functions that are called as they should be suppressed, or not. One thread after the other, ordered by time
/// alone: so the detector sees each.
std::string probe(const std::string& raised, const std::string& other) {
    return "#include <cstring>\n#include <thread>\n#include <unistd.h>\n"
           "int shared, own, more;\n"
           "__attribute__((noinline)) void library_push() { ++shared; }\n"
           "__attribute__((noinline)) void library_pop() { ++more; }\n"
           "__attribute__((noinline)) void user_code() { ++own; }\n"
           "__attribute__((noinline)) void silent() {}\n"
           "int main(int, char** arguments) {\n"
           "    const bool other = !std::strcmp(arguments[1], \"other\");\n"
           "    auto work = [=] { if (other) { " +
           other + "; } else { " + raised +
           "; } };\n"
           "    std::thread thread(work); usleep(20000); work(); thread.join();\n"
           "}\n";
}

class SuppressionsTest : public SuppressionsCommand {
protected:
    std::string tested(const std::string& entries, const std::string& source) {
        file("probe.cpp", source);
        status_ = suppressions({"test", file("a.supp", entries), "--tries", "3"});
        return out_.str();
    }

    int status_ = 0;
    const std::string with_probe = told + "# probe: probe.cpp\n";
};

TEST_F(SuppressionsTest, is_content_with_an_entry_that_silences_only_its_race) {
    EXPECT_THAT(tested(with_probe + "race:^library_push\n", probe("library_push()", "user_code()")),
                HasSubstr("0 problems"));
    EXPECT_EQ(status_, exit_ok);
}

TEST_F(SuppressionsTest, names_an_entry_for_what_is_not_reported) {
    EXPECT_THAT(tested(with_probe + "race:^library_push\n", probe("silent()", "user_code()")),
                HasSubstr("race:^library_push is not needed: its probe probe.cpp is not reported"));
    EXPECT_EQ(status_, exit_failed);
}

TEST_F(SuppressionsTest, names_an_entry_that_does_not_silence) {
    EXPECT_THAT(tested(with_probe + "race:^library_pop\n", probe("library_push()", "user_code()")),
                HasSubstr("does not silence its probe probe.cpp: reported 3 times of 3"));
}

TEST_F(SuppressionsTest, names_an_entry_that_hides_another_race) {
    EXPECT_THAT(tested(with_probe + "race:main\n", probe("library_push()", "user_code()")),
                HasSubstr("race:main hides too much: another race of its probe probe.cpp"));
}

TEST_F(SuppressionsTest, of_entries_with_one_probe_each_must_be_needed) {
    const std::string both = with_probe + "race:^library_push\n\n" + with_probe;
    EXPECT_THAT(
        tested(both + "race:^library_pop\n", probe("library_push(); library_pop()", "user_code()")),
        HasSubstr("0 problems"));
    EXPECT_THAT(tested(both + "race:^library_pop\n", probe("library_push()", "user_code()")),
                HasSubstr("race:^library_pop is not needed: the others silence the probe"));
}

TEST_F(SuppressionsTest, wants_a_probe_that_is_there) {
    EXPECT_THAT(tested(told + "race:^library_push\n", ""), HasSubstr("has no probe"));
    EXPECT_EQ(status_, exit_failed);
    EXPECT_THAT(tested(told + "# probe: other.cpp\nrace:^library_push\n", ""),
                HasSubstr("names the probe other.cpp, which is not beside its file"));
}

TEST_F(SuppressionsTest, leaves_out_what_cannot_be_built_and_other_compilers) {
    EXPECT_THAT(tested(with_probe + "race:^library_push\n", "#include <no/such/header>\n"),
                AllOf(HasSubstr("can not be built here, its entries are left out"),
                      HasSubstr("no/such/header"), HasSubstr("0 problems, 1 left out")));
    EXPECT_EQ(status_, exit_ok);
    EXPECT_THAT(tested(with_probe + "# scope: gcc\nrace:^a_\n\n" + with_probe +
                           "# scope: clang\nrace:^b_\n",
                       probe("silent()", "silent()")),
                HasSubstr("1 probe with"));
}

TEST_F(SuppressionsTest, refuses_a_compiler_that_is_not_there) {
    EXPECT_EQ(
        suppressions({"test", file("a.supp", told + "race:f\n"), "--compiler", "/nowhere/c++"}),
        exit_misuse);
    EXPECT_THAT(err_.str(), HasSubstr("/nowhere/c++"));
}

}  // namespace
}  // namespace contend::cli
