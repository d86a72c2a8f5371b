// Goal: a thread that is held and resumed finds everything as it left it: its registers, its stack, its thread-local
// storage, its rounding mode. Method: real threads that switch at every point, at random, and look each time. Without
// ThreadSanitizer, hooks or libraries, so that it runs under an emulator. The argument names the carrier.
#include "registers.hpp"

#include <contend/base/random.hpp>
#include <contend/context/carriers.hpp>
#include <contend/engine/execution.hpp>

#include <errno.h>
#include <fenv.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

namespace {

using namespace contend;
using engine::current;
using engine::execution;
using engine::LogicalThread;

constexpr unsigned threads = 6;
constexpr unsigned rounds = 200;

unsigned long switches = 0;
unsigned long looks = 0;
thread_local unsigned long own = 0;
thread_local unsigned long own_of_others[64] = {1, 2, 3};

void require(bool condition, const char* what) {
    ++looks;
    if (condition) return;
    printf("thread %u: %s\n", current == nullptr ? 0u : static_cast<unsigned>(current->id), what);
    fflush(stdout);
    _Exit(1);
}

class Anybody final : public schedule::Strategy {
public:
    const char* name() const override { return "anybody"; }
    void begin(std::uint64_t seed) override { random_ = base::Random(seed); }
    schedule::Decision pick(const schedule::Choice& choice) override {
        const auto thread = choice.candidates->nth(random_.below(choice.candidates->size()));
        if (thread != choice.current) ++switches;
        return {.thread = thread};
    }
    void end(std::uint64_t) override {}

private:
    base::Random random_;
};

class Sink final : public engine::IncidentSink {
public:
    void fatal(const engine::Failure& failure) override {
        printf("incident: %s\n", failure.message);
        fflush(stdout);
        _Exit(1);
    }
};

void others_run(void*) { execution.point(*current, {.kind = schedule::EventKind::yield}); }

// Switches further and further down the stack.
unsigned long descend(unsigned depth, unsigned long seed) {
    unsigned long values[8];
    for (unsigned long& value : values) value = base::mix(seed += depth);
    others_run(nullptr);
    const unsigned long below = depth == 0 ? 0 : descend(depth - 1, seed);
    unsigned long sum = below;
    for (const unsigned long value : values) sum += value;
    return sum;
}

// The donated contexts of x86-64 share their rounding mode.
bool rounding_is_own(const char* carrier) {
#if defined(__x86_64__)
    return strcmp(carrier, "futex") == 0;
#else
    static_cast<void>(carrier);
    return true;
#endif
}

const char* carrier_name = "";

void look(unsigned long id, unsigned long round) {
    const unsigned long seed = base::mix(id * rounds + round);
    own = seed;
    own_of_others[63] = id;
    errno = static_cast<int>(id);
    const int mode = id % 2 == 0 ? FE_UPWARD : FE_DOWNWARD;
    const bool rounds_for_itself = rounding_is_own(carrier_name);
    if (rounds_for_itself) fesetround(mode);
    require(registers_survive(others_run, nullptr, seed) == 0, "a register has changed");
    require(descend(9, seed) == descend(9, seed), "the stack has changed");
    require(own == seed && own_of_others[63] == id && own_of_others[1] == 2,
            "a thread-local variable has changed");
    require(errno == static_cast<int>(id), "errno has changed");
    require(current->context.handle == static_cast<std::uint64_t>(pthread_self()),
            "pthread_self() is another");
    if (rounds_for_itself) require(fegetround() == mode, "the rounding mode has changed");
}

void* thread(void* argument) {
    const auto id = reinterpret_cast<unsigned long>(argument);
    for (unsigned round = 0; round < rounds; ++round) look(id, round);
    return argument;
}

void execute() {
    LogicalThread* started[threads];
    for (unsigned long i = 0; i < threads; ++i) {
        started[i] = execution.create(*current, thread, reinterpret_cast<void*>(i + 1));
        require(started[i] != nullptr, "no more threads");
    }
    thread(nullptr);
    for (unsigned long i = 0; i < threads; ++i) {
        execution.join(*current, *started[i]);
        require(started[i]->result == reinterpret_cast<void*>(i + 1), "a result is another's");
    }
}

}  // namespace

int main(int, char** arguments) {
    carrier_name = arguments[1];
    engine::Carrier& carrier =
        strcmp(carrier_name, "donated") == 0 ? context::donated() : context::futex();
    Sink sink;
    Anybody anybody;
    schedule::ScheduleLog log;
    execution.configure(carrier, {}, sink);
    engine::Setup setup{.strategy = &anybody, .log = &log};
    setup.limits.steps_max = ~std::uint64_t{0};
    // The second execution resumes the threads of the first.
    for (setup.seed = 1; setup.seed <= 2; ++setup.seed) {
        execution.begin(setup);
        execute();
        execution.end();
    }
    printf("%s: %lu switches, %lu looks\n", carrier.name(), switches, looks);
    return switches > 10'000 && looks > 10'000 ? 0 : 1;
}
