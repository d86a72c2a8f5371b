// main() for a suite of GoogleTest tests under contend: its flags, its exit codes.
#include <contend/gtest/listener.hpp>
#include <contend/run/options.hpp>
#include <contend/run/passive.hpp>
#include <contend/run/session.hpp>

#include <gtest/gtest.h>

#include <sys/personality.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

enum ExitCode { misuse = 2, race_outside_tests = 66 };

// Without address-space randomisation, containers that order or hash pointers behave the same in
// every process, and so replay. Where it may not be switched off, all else works as well.
void fix_addresses(char** arguments) {
    const int persona = personality(0xffffffff);
    if (persona == -1 || (persona & ADDR_NO_RANDOMIZE) != 0) return;
    if (personality(static_cast<unsigned long>(persona) | ADDR_NO_RANDOMIZE) == -1) return;
    execv("/proc/self/exe", arguments);
}

int refuse(const std::string& message) {
    std::fprintf(stderr, "contend: %s\n", message.c_str());
    return misuse;
}

bool has_test(const std::string& name) {
    const testing::UnitTest& tests = *testing::UnitTest::GetInstance();
    for (int s = 0; s < tests.total_test_suite_count(); ++s) {
        const testing::TestSuite& suite = *tests.GetTestSuite(s);
        for (int t = 0; t < suite.total_test_count(); ++t)
            if (std::string(suite.name()) + "." + suite.GetTestInfo(t)->name() == name) return true;
    }
    return false;
}

void print_races_outside_tests() {
    for (const std::string& race :
         contend::run::take_passive_reports("no test: before, between or after them"))
        std::fprintf(stderr, "%s", race.c_str());
}

// Whatever static destructors and left-over threads still do: registered first, this runs last.
void check_at_exit() {
    if (!contend::run::passive_reports_waiting()) return;
    print_races_outside_tests();
    std::fflush(nullptr);
    _exit(race_outside_tests);
}

[[gnu::constructor(101)]] void register_exit_check() { std::atexit(check_at_exit); }

int run_tests() {
    contend::run::Session& session = contend::run::session();
    const std::optional<contend::run::Token>& token = session.replay();
    if (token) {
        const std::string test = contend::run::test_of(token->subject);
        if (!has_test(test))
            return refuse("the token is for the test " + test +
                          ", which this program does not have");
        GTEST_FLAG_SET(filter, test);
    }
    contend::gtest::listen();
    contend::run::collect_passive_reports();
    const int failed = RUN_ALL_TESTS();
    if (session.harness_failed()) return misuse;
    if (token && !session.replayed())
        return refuse("the token is for " + token->subject +
                      ", which the test does not explore any more");
    return failed;
}

}  // namespace

int main(int count, char** arguments) {
    fix_addresses(arguments);
    testing::InitGoogleTest(&count, arguments);
    std::vector<std::string> rest(arguments + 1, arguments + count);
    for (const std::string& argument : rest)
        if (argument == "--contend_help") {
            std::printf(
                "Flags of contend; each is also an environment variable, CONTEND_BUDGET for "
                "--contend_budget.\n%s",
                contend::run::options_help().c_str());
            return 0;
        }
    const auto from_environment = contend::run::options_from_environment();
    if (!from_environment) return refuse(from_environment.error().message.c_str());
    const auto options = contend::run::options_from_flags(*from_environment, rest);
    if (!options) return refuse(options.error().message.c_str());
    if (!rest.empty())
        return refuse("unknown argument " + rest.front() +
                      ": --help lists GoogleTest's, --contend_help contend's");
    const auto used = contend::run::session().use(*options);
    if (!used) return refuse(used.error().message.c_str());
    return run_tests();
}
