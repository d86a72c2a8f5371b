#include "builders.hpp"

namespace contend::test {

using report::Call;
using report::Finding;
using report::Frame;
using report::Kind;
using report::Report;
using report::ScenarioThread;
using report::Stack;
using report::Step;
using report::Verdict;

namespace {

Frame user_frame(const std::string& function, const std::string& file, std::uint32_t line) {
    return {.function = function, .file = file, .line = line, .column = 9, .user = true};
}

Frame library_frame(const std::string& function, const std::string& file, std::uint32_t line) {
    return {.function = function, .file = file, .line = line};
}

Step step(int thread, const std::string& event, const std::string& operation, const Frame& frame) {
    return {.thread = thread, .event = event, .operation = operation, .frame = frame};
}

Step after_switch(Step step) {
    step.switched = true;
    return step;
}

Step after_preemption(Step step) {
    step.switched = true;
    step.preemption = true;
    return step;
}

report::Stats some_stats() {
    report::Stats stats;
    stats.scenarios = 31;
    stats.executions = 12034;
    stats.interleavings = 9120;
    stats.scheduling_points = 240680;
    stats.seconds = 0.4217;
    stats.strategy = "portfolio";
    return stats;
}

report::Environment some_environment() {
    return {.contend_version = "0.1.0",
            .compiler = "clang 19.1.7",
            .tsan_runtime = "v3",
            .context = "donated",
            .build_id = "2025d3f7c5b87aef",
            .platform = "linux x86-64"};
}

Report some_report(const std::string& subject, Verdict verdict) {
    Report report;
    report.subject = subject;
    report.verdict = verdict;
    report.stats = some_stats();
    report.environment = some_environment();
    return report;
}

std::vector<Stack> race_stacks(const std::string& file) {
    const std::string map = "std::map<int, int, std::less<int>, std::allocator<std::pair<int const, int>>>";
    const Frame tree = library_frame("std::_Rb_tree<int, std::pair<int const, int>>::_M_insert_node(int)",
                                     "/usr/include/c++/12/bits/stl_tree.h", 2353);
    const Frame index = library_frame(map + "::operator[](int const&)",
                                      "/usr/include/c++/12/bits/stl_map.h", 511);
    const Frame find = library_frame(map + "::find(int const&)",
                                     "/usr/include/c++/12/bits/stl_map.h", 1218);
    const Frame invoke = library_frame("contend::scenario::invoke(Cache&)",
                                       "/opt/include/contend/scenario/invoke.hpp", 12);
    const Frame start{.function = "start_thread", .module = "/lib/x86_64-linux-gnu/libc.so.6"};
    return {{"write of 8 bytes by thread 1 in put(1, 2)",
             1,
             {tree, index, user_frame("Cache::put(int, int)", file, 10), invoke, start}},
            {"earlier read of 8 bytes by thread 2 in get(1)",
             2,
             {find, user_frame("Cache::get(int)", file, 16), invoke, start}}};
}

}  // namespace

Finding finding(Kind kind, const std::string& summary) {
    Finding finding;
    finding.kind = kind;
    finding.summary = summary;
    return finding;
}

Report race_report(const std::string& sources) {
    const std::string file = sources + "/cache.hpp";
    Finding race = finding(Kind::data_race, "put(1, 2) on thread 1 races with get(1) on thread 2");
    race.token = "ct1.x4Qf9a2LkE0Zp7.Aw31";
    race.signature = "data-race:Cache::get:Cache::put";
    race.confirmed = {5, 5};
    race.stacks = race_stacks(file);
    race.scenario.threads = {{1, "", {{"put(1, 2)", "true"}}}, {2, "", {{"get(1)", "0"}}}};
    const Frame put_lock = user_frame("Cache::put(int, int)", file, 9);
    const Frame put_write = user_frame("Cache::put(int, int)", file, 10);
    const Frame get_read = user_frame("Cache::get(int)", file, 16);
    race.schedule.preemptions = 1;
    race.schedule.switches = 2;
    race.schedule.steps = {
        step(1, "locks mutex 0x7b0400001a80", "put(1, 2)", put_lock),
        after_preemption(step(2, "reads 8 bytes at 0x7b1000000010", "get(1)", get_read)),
        after_switch(step(1, "writes 8 bytes at 0x7b1000000010", "put(1, 2)", put_write)),
    };
    Report report = some_report("Cache.IsLinearizable", Verdict::failed);
    report.stats.shrink = {412, {3, 9, 12}, {2, 2, 1}};
    report.findings = {race};
    report.replay_command = "contend replay ct1.x4Qf9a2LkE0Zp7.Aw31 -- ./cache_test";
    return report;
}

Report deadlock_report(const std::string& sources) {
    const std::string file = sources + "/cache.hpp";
    const Frame first = user_frame("Account::transfer(Account&)", file, 9);
    Finding deadlock = finding(Kind::deadlock, "threads 1 and 2 wait for each other");
    deadlock.token = "ct1.deadlock";
    deadlock.confirmed = {4, 5};
    deadlock.stacks = {
        {"thread 1 (alice) holds mutex 0x7b04 and waits for mutex 0x7b08", 1, {first}},
        {"thread 2 (bob) holds mutex 0x7b08 and waits for mutex 0x7b04", 2, {first}},
        {"thread 0 waits for thread 1 to end", 0, {user_frame("main", "/gone/main.cpp", 30)}}};
    deadlock.scenario.threads = {{0, "main", {}}, {1, "alice", {}}, {2, "bob", {}}};
    deadlock.schedule.preemptions = 1;
    deadlock.schedule.switches = 4;
    deadlock.schedule.steps = {
        step(0, "starts thread 1", "", user_frame("main", "/gone/main.cpp", 28)),
        step(0, "starts thread 2", "", user_frame("main", "/gone/main.cpp", 29)),
        step(0, "waits for thread 1 to end", "", user_frame("main", "/gone/main.cpp", 30)),
        after_switch(step(1, "locks mutex 0x7b04", "", first)),
        after_preemption(step(2, "locks mutex 0x7b08", "", first)),
        step(2, "waits for mutex 0x7b04", "", first),
        after_switch(step(1, "waits for mutex 0x7b08", "", first)),
    };
    Report report = some_report("Bank.Transfers", Verdict::failed);
    report.stats.scenarios = 1;
    report.expected = Kind::deadlock;
    report.findings = {deadlock};
    report.replay_command = "contend replay ct1.deadlock -- ./bank_test --gtest_filter=Bank.Transfers";
    return report;
}

Report passed_report() {
    return some_report("Queue.KeepsOrder", Verdict::passed);
}

Report not_linearizable_report(const std::string& sources) {
    const std::string file = sources + "/cache.hpp";
    Finding wrong = finding(Kind::not_linearizable, "no sequential order of the calls gives these results");
    wrong.token = "ct1.linear";
    wrong.confirmed = {5, 5};
    wrong.scenario.initial = {{"push(\"ключ\")", "true"}, {"push(\"漢字\")", "true"}};
    wrong.scenario.threads = {{1, "", {{"pop()", "\"漢字\""}, {"push(\"new\nline\")", ""}}},
                              {2, "", {{"pop()", "\"漢字\""}}},
                              {3, "", {{"size()", "", true}}}};
    wrong.scenario.final = {{"size()", "1"}};
    wrong.schedule.preemptions = 2;
    wrong.schedule.switches = 3;
    const Frame frame = user_frame("Stack::pop()", file, 15);
    for (int i = 0; i < 90; ++i) {
        wrong.schedule.steps.push_back(step(1, "atomic load, acquire", "pop()", frame));
    }
    wrong.schedule.steps.push_back(after_preemption(step(2, "atomic exchange", "pop()", frame)));
    wrong.schedule.steps.push_back(after_switch(step(1, "atomic exchange", "pop()", frame)));
    wrong.schedule.steps.push_back(step(1, "atomic store, release", "push(\"new\nline\")", frame));
    wrong.schedule.omitted = 1200;
    Report report = some_report("Stack.IsLinearizable", Verdict::failed);
    report.findings = {wrong};
    report.replay_command = "contend replay ct1.linear -- ./stack_test";
    return report;
}

Report tolerated_report() {
    Finding race = finding(Kind::data_race, "Node::next is read while it is recycled");
    race.tolerated = report::Tolerated{"checked afterwards by the compare-exchange",
                                       "race:Stack::pop", 1203};
    Report report = some_report("Stack.Recycles", Verdict::passed);
    report.stats.exhausted = true;
    report.stats.strategy = "exhaustive";
    report.findings = {race};
    return report;
}

Report harness_error_report() {
    Report report = some_report("Cache.Broken", Verdict::unknown);
    report.harness_error = true;
    report.reason = "ThreadSanitizer did not report the planted race; is -fsanitize=thread on?";
    return report;
}

Report unknown_report() {
    Report report = some_report("Cache.Slow", Verdict::unknown);
    report.reason = "no execution ended within the budget of 30 s";
    return report;
}

}  // namespace contend::test
