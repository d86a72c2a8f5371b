#include <contend/gtest/listener.hpp>

#include <contend/gtest.hpp>
#include <contend/run/passive.hpp>
#include <contend/run/session.hpp>
#include <contend/run/worker.hpp>

#include <string>

namespace contend::gtest {
namespace {

bool listening = false;

std::string name_of(const testing::TestInfo& test) {
    return std::string(test.test_suite_name()) + "." + test.name();
}

void begin(const testing::TestInfo& test) {
    run::session().begin_test(name_of(test), "--gtest_filter=" + name_of(test));
}

}  // namespace

void listen() {
    if (listening) return;
    listening = true;
    testing::UnitTest::GetInstance()->listeners().Append(new Listener);
    if (const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info())
        begin(*test);
}

void Listener::OnTestStart(const testing::TestInfo& test) { begin(test); }

void Listener::OnTestPartResult(const testing::TestPartResult& result) {
    if (!result.failed() || !run::in_worker()) return;
    std::string place;
    if (result.file_name() != nullptr)
        place = std::string(result.file_name()) + ":" + std::to_string(result.line_number());
    run::note_assertion(result.message(), place);
}

void Listener::OnTestEnd(const testing::TestInfo& test) {
    if (run::in_worker()) return;
    for (const std::string& race : run::take_passive_reports(name_of(test)))
        ADD_FAILURE() << "race detected during execution of test\n" << race;
    for (const Result& result : run::session().end_test())
        std::fputs(result.text().c_str(), stdout);
}

void explore_in_test(const Testable& testable, run::Plant plant) {
    listen();
    const Result result = explore(testable, plant);
    if (!result.passed()) ADD_FAILURE() << result;
}

}  // namespace contend::gtest
