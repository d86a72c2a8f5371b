#include "examples.hpp"

namespace contend::test {

using report::Finding;
using report::Frame;
using report::Kind;
using report::Report;
using report::Stack;
using report::Verdict;

namespace {

const std::string map =
    "std::map<int, int, std::less<int>, std::allocator<std::pair<int const, int>>>";

Frame library_frame(const std::string& function, const std::string& file, std::uint32_t line) {
    return {.function = function, .file = "/usr/include/c++/12/bits/" + file, .line = line};
}

/// What stands below the user's frames in every worker.
std::vector<Frame> below() {
    return {{.function = "contend::scenario::invoke(Cache&)",
             .file = "/opt/include/contend/scenario/invoke.hpp",
             .line = 12},
            {.function = "start_thread", .module = "/lib/x86_64-linux-gnu/libc.so.6"}};
}

std::vector<Frame> stack_of(std::vector<Frame> frames) {
    for (const Frame& frame : below()) frames.push_back(frame);
    return frames;
}

std::vector<Stack> race_stacks(const std::string& file) {
    const Frame tree = library_frame(
        "std::_Rb_tree<int, std::pair<int const, int>>::_M_insert_node(int)", "stl_tree.h", 2353);
    const Frame index = library_frame(map + "::operator[](int const&)", "stl_map.h", 511);
    const Frame find = library_frame(map + "::find(int const&)", "stl_map.h", 1218);
    return {{"write of 8 bytes by thread 1", 1,
             stack_of({tree, index, user_frame("Cache::put(int, int)", file, 10)})},
            {"read of 8 bytes by thread 2", 2,
             stack_of({find, user_frame("Cache::get(int)", file, 16)})}};
}

}  // namespace

Report race_report(const std::string& sources) {
    const std::string file = sources + "/cache.hpp";
    Finding race = finding(
        Kind::data_race,
        "Cache::put(int, int) (cache.hpp:10) writes what Cache::get(int) (cache.hpp:16) reads, "
        "with no order between them");
    race.token = "contend1.EDIwMjVkM2Y3YzViODdhZWYUQ2FjaGUuSXNMaW5lYXJpemFibGU";
    race.signature = "data-race: Cache::get(int) | Cache::put(int, int)";
    race.confirmed = {5, 5};
    race.stacks = race_stacks(file);
    race.scenario.threads = {{1, "", {{"put(1, 2)", "true"}}}, {2, "", {{"get(1)", "0"}}}};
    race.schedule.preemptions = 1;
    race.schedule.switches = 2;
    race.schedule.steps = {
        step(1, "locks 0x7b0400001a80", "put(1, 2)", user_frame("Cache::put(int, int)", file, 9)),
        after_preemption(step(2, "reads 8 bytes at 0x7b1000000010", "get(1)",
                              user_frame("Cache::get(int)", file, 16))),
        after_switch(step(1, "writes 8 bytes at 0x7b1000000010", "put(1, 2)",
                          user_frame("Cache::put(int, int)", file, 10))),
    };
    Report report = some_report("Cache.IsLinearizable", Verdict::failed);
    report.stats.shrink = {412, {3, 9, 12}, {2, 2, 1}};
    report.findings = {race};
    report.replay_command = "contend replay " + race.token + " -- ./cache_test";
    return report;
}

Report deadlock_report(const std::string& sources) {
    const Frame second = user_frame("Account::transfer(Account&)", sources + "/cache.hpp", 9);
    const Frame main = user_frame("main", "/gone/main.cpp", 30);
    Finding deadlock = finding(
        Kind::deadlock,
        "nobody can go on: thread 1 waits for a mutex of thread 2 in Account::transfer(Account&) "
        "(cache.hpp:9); thread 2 waits for a mutex of thread 1 in Account::transfer(Account&) "
        "(cache.hpp:9)");
    deadlock.token = "contend1.deadlock";
    deadlock.confirmed = {4, 5};
    deadlock.stacks = {{"thread 1 waits for a mutex of thread 2", 1, stack_of({second})},
                       {"thread 2 waits for a mutex of thread 1", 2, stack_of({second})}};
    deadlock.scenario.threads = {{0, "main", {}}, {1, "alice", {}}, {2, "bob", {}}};
    deadlock.schedule.preemptions = 1;
    deadlock.schedule.switches = 4;
    deadlock.schedule.steps = {
        step(0, "creates a thread", "", main),
        step(0, "creates a thread", "", main),
        step(0, "joins a thread", "", main),
        after_switch(step(1, "locks 0x7b04", "", second)),
        after_preemption(step(2, "locks 0x7b08", "", second)),
        step(2, "locks 0x7b04", "", second),
        after_switch(step(1, "locks 0x7b08", "", second)),
    };
    Report report = some_report("Bank.Transfers", Verdict::failed);
    report.stats.scenarios = 1;
    report.expected = Kind::deadlock;
    report.findings = {deadlock};
    report.replay_command =
        "contend replay contend1.deadlock -- ./bank_test --gtest_filter=Bank.Transfers";
    return report;
}

Report crash_report(const std::string& sources) {
    const Frame frame = user_frame("Cache::get(int)", sources + "/cache.hpp", 17);
    Finding crash =
        finding(Kind::crash, "signal 11 (Segmentation fault) in Cache::get(int) (cache.hpp:17)");
    crash.token = "contend1.crash";
    crash.confirmed = {5, 5};
    crash.stacks = {{"thread 2 reads address 0x8", 2, stack_of({frame})}};
    crash.scenario.initial = {{"put(1, 2)", "true"}};
    crash.scenario.threads = {{1, "", {{"erase(1)", "true"}}}, {2, "", {{"get(1)", "", true}}}};
    crash.schedule.preemptions = 1;
    crash.schedule.switches = 1;
    crash.schedule.steps = {
        step(2, "locks 0x7b04", "get(1)", frame),
        after_preemption(step(1, "atomic store", "erase(1)",
                              user_frame("Cache::erase(int)", "/gone/erase.cpp", 7))),
        after_switch(step(2, "reads 8 bytes at 0x8", "get(1)", frame)),
    };
    Report report = some_report("Cache.Survives", Verdict::failed);
    report.findings = {crash};
    report.replay_command = "contend replay contend1.crash -- ./cache_test";
    return report;
}

Report invariant_report(const std::string& sources) {
    Finding broken = finding(
        Kind::invariant, "the invariant \"at most one entry\" does not hold after the final part");
    broken.token = "contend1.invariant";
    broken.scenario.threads = {{1, "", {{"put(1, 1)", "true"}}}, {2, "", {{"put(2, 2)", "true"}}}};
    broken.scenario.final = {{"size()", "2"}};
    broken.schedule.switches = 1;
    broken.schedule.steps = {
        step(1, "locks 0x7b04", "put(1, 1)",
             user_frame("Cache::put(int, int)", sources + "/cache.hpp", 9)),
        after_switch(step(2, "locks 0x7b04", "put(2, 2)",
                          user_frame("Cache::put(int, int)", sources + "/cache.hpp", 9))),
    };
    Report report = some_report("Cache.StaysSmall", Verdict::failed);
    report.expected = Kind::data_race;
    report.findings = {broken};
    report.replay_command = "contend replay contend1.invariant -- ./cache_test";
    return report;
}

Report not_linearizable_report(const std::string& sources) {
    const Frame frame = user_frame("Stack::pop()", sources + "/cache.hpp", 15);
    Finding wrong =
        finding(Kind::not_linearizable, "no sequential order of the calls gives these results");
    wrong.token = "contend1.linear";
    wrong.confirmed = {5, 5};
    wrong.scenario.initial = {{"push(\"ключ\")", "true", false, 1, 2}};
    wrong.scenario.threads = {
        {1, "", {{"pop()", "\"漢字\"", false, 3, 6}, {"push(\"new\nline\")", "", false, 7, 8}}},
        {2, "", {{"pop()", "\"漢字\"", false, 4, 5}}}};
    wrong.scenario.final = {{"size()", "1", false, 9, 10}};
    wrong.orders.tried = 12;
    wrong.orders.shown = {{{"push(\"ключ\"): true", "pop(): \"漢字\""},
                           0,
                           "pop() gives nullopt there, but gave \"漢字\""},
                          {{"pop(): \"漢字\""}, 3, "size() does not return there, but did"}};
    wrong.schedule.preemptions = 2;
    wrong.schedule.switches = 3;
    for (int i = 0; i < 90; ++i)
        wrong.schedule.steps.push_back(step(1, "atomic load", "pop()", frame));
    wrong.schedule.steps.push_back(after_preemption(step(2, "atomic update", "pop()", frame)));
    wrong.schedule.steps.push_back(after_switch(step(1, "atomic update", "pop()", frame)));
    wrong.schedule.steps.push_back(step(1, "atomic store", "push(\"new\nline\")", frame));
    wrong.schedule.omitted = 1200;
    Report report = some_report("Stack.IsLinearizable", Verdict::failed);
    report.findings = {wrong};
    report.replay_command = "contend replay contend1.linear -- ./stack_test";
    return report;
}

}  // namespace contend::test
