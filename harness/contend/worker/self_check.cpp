#include <contend/worker/self_check.hpp>

#include <contend/engine/execution.hpp>
#include <contend/engine/operation.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/tracer.hpp>
#include <contend/schedule/replay.hpp>

#include <stdlib.h>

namespace contend::worker {
namespace {

struct Planted {
    Plant plant;
    int* target;
};

void* write_once(void* argument) {
    const auto* planted = static_cast<const Planted*>(argument);
    planted->plant(planted->target);
    return nullptr;
}

// Whether the hooks saw the planted write.
class Watch final : public engine::Observer {
public:
    explicit Watch(const void* target) : target_(target) {}
    void at(engine::LogicalThread&, const schedule::Event& event, base::ThreadId) override {
        if (event.address == target_) seen = true;
    }
    bool seen = false;

private:
    const void* target_;
};

// What became of one planted race.
struct Check {
    bool started = false;
    bool seen = false;
    bool reported = false;
};

Check plant_race(Plant plant, Board& board) {
    // Fresh from the heap: the runtime never again reports an address it has reported, until it is
    // freed.
    int* const target = static_cast<int*>(malloc(sizeof(int)));
    *target = 0;
    Planted planted{plant, target};
    schedule::Replay in_order;
    Watch watch(target);
    engine::Setup setup;
    setup.strategy = &in_order;
    setup.log = &board.log;
    setup.observer = &watch;
    interpose::treat_accesses(interpose::Accesses::scheduled);
    engine::execution.begin(setup);
    const bool started = engine::run_group(2, write_once, &planted, 0);
    engine::execution.end();
    interpose::treat_accesses(interpose::Accesses::unseen);
    free(target);
    history::RaceRecord report;
    return {started, watch.seen, interpose::take_reports(&report, 1) != 0};
}

const char* missing_link(const Check& check) {
    if (!check.started)
        return "the system gives no more threads: raise the limit of processes (ulimit -u)";
    if (!check.seen && !check.reported)
        return "the test's own code is not instrumented: compile it, not only contend, with "
               "-fsanitize=thread";
    if (!check.seen)
        return "contend's hooks are not linked into this program: link it with contend_add_test(), "
               "or with the "
               "link options of the target contend::contend (--wrap=__tsan_...)";
    if (!check.reported)
        return "ThreadSanitizer did not report a planted race: is it switched off by TSAN_OPTIONS "
               "(report_bugs=0) or by a suppression, or were other threads running when the "
               "exploration "
               "began? It forks, and in the child of many threads the runtime sees nothing";
    return nullptr;
}

}  // namespace

bool self_check(Plant plant, Board& board) {
    // The runtime drops a report now and then, when it can not restore the other thread's stack; and
    // before it resets itself (see worker/run.cpp; threads that were there before may have brought it to
    // that) it was seen to stay silent 825 times in a row. One attempt takes some microseconds.
    constexpr int attempts_max = 4096;
    const char* missing = nullptr;
    for (int i = 0; i < attempts_max; ++i) {
        missing = missing_link(plant_race(plant, board));
        if (missing == nullptr) return true;
    }
    board.harness_error = base::FixedString<1024>(missing);
    return false;
}

}  // namespace contend::worker
