#include "perform.hpp"
#include "runs.hpp"
#include "shared_counts.hpp"

#include <contend/base/random.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

namespace contend::differential {
namespace {

using Clock = std::chrono::steady_clock;

/// What keeps threads from doing the same in every round.
class Noise {
public:
    explicit Noise(std::uint64_t seed) : random_(seed) {}

    void make() {
        switch (random_.below(4)) {
            case 0: sched_yield(); break;
            case 1: spin(random_.below(2'000)); break;
            case 2: spin(random_.below(100)); break;
            default: break;
        }
    }

    /// Half of all time-outs are over before they begin.
    long patience_ns() { return random_.below(2) == 0 ? 0 : random_.below(300'000); }

private:
    static void spin(unsigned turns) {
        for (unsigned i = 0; i < turns; ++i) asm volatile("" ::: "memory");
    }

    base::Random random_;
};

/// The same threads for all rounds: to start threads takes longer than what they do.
class Rounds {
public:
    Rounds(const Program& program, std::uint64_t seed) : program_(program) {
        for (unsigned t = 0; t < program.threads.size(); ++t)
            threads_.emplace_back([this, t, seed] { serve(t, seed); });
    }

    ~Rounds() {
        objects_ = nullptr;
        round_.fetch_add(1);
        for (std::thread& thread : threads_) thread.join();
    }

    Outcome next() {
        Objects objects(program_);
        objects_ = &objects;
        done_ = 0;
        round_.fetch_add(1);
        while (done_.load() != threads_.size()) sched_yield();
        Outcome outcome = 0;
        for (const Outcome part : parts_) outcome |= part;
        return outcome;
    }

private:
    void serve(unsigned thread, std::uint64_t seed) {
        Noise noise(base::mix(seed + thread));
        const Manner manner{[&] { noise.make(); }, [&] { return noise.patience_ns(); }};
        for (std::uint64_t round = 1;; ++round) {
            while (round_.load() != round) sched_yield();
            Objects* const objects = objects_;
            if (objects == nullptr) return;
            parts_[thread] = perform(program_, thread, *objects, manner);
            done_.fetch_add(1);
        }
    }

    const Program& program_;
    std::atomic<std::uint64_t> round_ = 0;
    std::atomic<std::size_t> done_ = 0;
    Objects* objects_ = nullptr;
    std::array<Outcome, Program::threads_max> parts_ = {};
    std::vector<std::thread> threads_;
};

[[noreturn]] void be_child(const Program& program, std::uint64_t seed, std::uint64_t executions,
                           unsigned time_ms, SharedCounts& counts) {
    const auto end = Clock::now() + std::chrono::milliseconds(time_ms);
    Rounds rounds(program, seed);
    for (std::uint64_t i = 0; i < executions && Clock::now() < end; ++i) counts.add(rounds.next());
    // Nothing that is done at the end of a process is this one's to do.
    _Exit(0);
}

/// Whether the process ended by itself, and well.
bool ends_well(pid_t process) {
    constexpr auto time_max = std::chrono::seconds(60);
    const auto end = Clock::now() + time_max;
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (Clock::now() > end) {
            kill(process, SIGKILL);
            waitpid(process, &status, 0);
            return false;
        }
        poll(nullptr, 0, 1);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Runs run_freely(const Program& program, std::uint64_t seed, std::uint64_t executions,
                unsigned time_ms) {
    SharedCounts counts;
    const pid_t process = fork();
    if (process == 0) be_child(program, seed, executions, time_ms, counts);
    Runs runs;
    if (process < 0 || !ends_well(process)) runs.complaint = "a free run hangs or crashes";
    counts.read_into(runs);
    return runs;
}

}  // namespace contend::differential
