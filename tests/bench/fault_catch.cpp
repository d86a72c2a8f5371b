// contend_fault_catch [--processes N]   [200]: measures how often <contend/fault.hpp> sees a mistake, on threads that run
//                                        freely; prints the table of docs/fault.md
// contend_fault_catch --check            a test: each mistake is seen at least once in ten processes that make it a
//                                        million times, and what is locked, or is no overlap, never
//
// Each process starts two threads at once, on a processor each, if there are two. Each makes its calls; where there are pauses it
// works by itself for 0 to 200 µs before each. On a machine that does other work too: chrt --fifo 10 contend_fault_catch.
#include <contend/fault.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace contend::bench {
namespace {

constexpr int keys = 200;

class Table {
public:
    Table() {
        for (int key = 0; key < keys; key += 2) entries_[key] = key;
    }

    // Half of the calls insert, half erase.
    void write(int i) {
        const Writing writing(guard_);
        const int key = i * 7 % keys;
        if (entries_.erase(key) == 0) entries_[key] = i;
    }

    bool has(int i) const {
        const Reading reading(guard_);
        return entries_.find(i * 11 % keys) != entries_.end();
    }

    void iterate() const {
        const Iterating iterating(guard_);
        for (const auto& entry : entries_) {
            iterating.step();
            sum = sum + entry.second;
        }
    }

    std::mutex mutex;
    std::shared_mutex shared_mutex;

private:
    AccessGuard guard_;
    std::unordered_map<int, int> entries_;
    // Otherwise a compiler would leave the loop out.
    static thread_local volatile int sum;
};

thread_local volatile int Table::sum = 0;

using Call = void (*)(Table& table, int i);

template <class Lock, void (*Made)(Table&, int)> void locked(Table& table, int i) {
    if constexpr (std::is_same_v<Lock, std::lock_guard<std::mutex>>) {
        const Lock lock(table.mutex);
        Made(table, i);
    } else {
        const Lock lock(table.shared_mutex);
        Made(table, i);
    }
}

using Exclusive = std::lock_guard<std::mutex>;
using Shared = std::shared_lock<std::shared_mutex>;
using Unique = std::unique_lock<std::shared_mutex>;

void write(Table& table, int i) { table.write(i); }
// Otherwise a compiler would leave the look-up out.
thread_local volatile bool had = false;
void read(Table& table, int i) { had = table.has(i); }
void iterate(Table& table, int) { table.iterate(); }

void check_then_act(Table& table, int i) {
    bool has = false;
    {
        const Exclusive lock(table.mutex);
        has = table.has(i);
    }
    const Exclusive lock(table.mutex);
    if (!has) table.write(i);
}

struct Mistake {
    const char* name;
    Call first;
    Call second;
    bool seen;  // whether it is for the guard to see
};

constexpr std::array<Mistake, 8> mistakes{{
    {"iteration outside the lock", locked<Exclusive, write>, iterate, true},
    {"write under a shared lock, beside a read", locked<Shared, write>, locked<Shared, read>, true},
    {"write under a shared lock, twice", locked<Shared, write>, locked<Shared, write>, true},
    {"two writers without a lock", write, write, true},
    {"read and write without a lock", write, read, true},
    {"check, then act, each locked", check_then_act, check_then_act, false},
    {"*right: one mutex*", locked<Exclusive, write>, locked<Exclusive, iterate>, false},
    {"*right: a shared mutex*", locked<Unique, write>, locked<Shared, iterate>, false},
}};

struct Load {
    int calls;
    int pause_ns;             // before a call, on average
    bool until_both = false;  // more calls, until the other thread has made so many too
};

void pause(int average_ns, std::minstd_rand& random) {
    using Clock = std::chrono::steady_clock;
    if (average_ns == 0) return;
    const auto length = random() % static_cast<unsigned>(2 * average_ns);
    const auto until = Clock::now() + std::chrono::nanoseconds(length);
    while (Clock::now() < until) {
    }
}

// On the n-th of the processors that this process may use.
void move_to_processor(int n) {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    for (int processor = 0; processor < CPU_SETSIZE; ++processor) {
        if (!CPU_ISSET(processor, &allowed) || n-- > 0) continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        sched_setaffinity(0, sizeof one, &one);
        return;
    }
}

void make_calls(Table& table, Call call, const Load& load, std::atomic<int>& ready) {
    const int number = ready++;
    move_to_processor(number);
    std::minstd_rand random(static_cast<unsigned>(2 * getpid() + number));
    ++ready;
    while (ready.load() < 4) {
    }
    for (int i = 0; i < load.calls || (load.until_both && ready.load() < 6); ++i) {
        pause(load.pause_ns, random);
        call(table, i % 1000000);
        if (i + 1 == load.calls) ++ready;
    }
}

[[noreturn]] void be_wrong(const Mistake& mistake, const Load& load) {
    Table table;
    std::atomic<int> ready{0};
    std::thread first([&] { make_calls(table, mistake.first, load, ready); });
    std::thread second([&] { make_calls(table, mistake.second, load, ready); });
    first.join();
    second.join();
    _exit(EXIT_SUCCESS);
}

struct Tally {
    int processes = 0;
    int caught = 0;
    int crashed = 0;  // or hung: before the guard saw anything, or while it told
};

std::string read_all(int file, pid_t process) {
    std::string text;
    char piece[4096];
    pollfd ready{file, POLLIN, 0};
    while (true) {
        if (poll(&ready, 1, 20000) == 0) kill(process, SIGKILL);
        const ssize_t size = ::read(file, piece, sizeof piece);
        if (size <= 0) return text;
        text.append(piece, static_cast<std::size_t>(size));
    }
}

void try_once(const Mistake& mistake, const Load& load, Tally& tally) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
    const pid_t process = fork();
    if (process < 0) std::abort();
    if (process == 0) {
        dup2(ends[1], STDERR_FILENO);
        be_wrong(mistake, load);
    }
    close(ends[1]);
    const std::string said = read_all(ends[0], process);
    close(ends[0]);
    int status = 0;
    waitpid(process, &status, 0);
    ++tally.processes;
    const bool told = said.find("fatal error: concurrent map ") != std::string::npos;
    if (told && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
        ++tally.caught;
    else if (told || !WIFEXITED(status))
        ++tally.crashed;
}

Tally try_often(const Mistake& mistake, const Load& load, int processes) {
    Tally tally;
    for (int i = 0; i < processes; ++i) try_once(mistake, load, tally);
    return tally;
}

/// "97 % (94–99)": the share and its 95 % interval after Wilson; with the other crashes, where there were.
std::string text_of(const Tally& tally) {
    const double n = tally.processes;
    const double share = tally.caught / n;
    const double z = 1.96;
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half =
        z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    char text[96];
    std::snprintf(text, sizeof text, "%.1f %% (%.0f–%.0f)", 100 * share,
                  100 * std::fmax(0, middle - half), 100 * std::fmin(1, middle + half));
    std::string all = text;
    if (tally.crashed > 0) all += ", " + std::to_string(tally.crashed) + " crashed";
    return all;
}

void measure(int processes) {
    constexpr std::array<Load, 6> loads{
        {{1, 0}, {10, 0}, {100, 0}, {10, 100000}, {100, 100000}, {1000, 100000}}};
    std::printf("| |");
    for (const Load& load : loads)
        std::printf(" %d%s |", load.calls, load.pause_ns != 0 ? ", pauses" : "");
    std::printf("\n|---|--:|--:|--:|--:|--:|--:|\n");
    for (const Mistake& mistake : mistakes) {
        std::printf("| %s |", mistake.name);
        for (const Load& load : loads) {
            std::printf(" %s |", text_of(try_often(mistake, load, processes)).c_str());
            std::fflush(stdout);
        }
        std::printf("\n");
    }
}

int check() {
    int wrong = 0;
    for (const Mistake& mistake : mistakes) {
        const Tally tally = try_often(mistake, {mistake.seen ? 1000000 : 100000, 0, true}, 10);
        const bool fine = mistake.seen ? tally.caught > 0 : tally.caught + tally.crashed == 0;
        std::printf("%-44s %2d of %d stopped, %d crashed: %s\n", mistake.name, tally.caught,
                    tally.processes, tally.crashed, fine ? "as it should be" : "WRONG");
        if (!fine) ++wrong;
    }
    return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace contend::bench

int main(int count, char** arguments) {
    if (count == 2 && std::strcmp(arguments[1], "--check") == 0) return contend::bench::check();
    int processes = 200;
    if (count == 3 && std::strcmp(arguments[1], "--processes") == 0)
        processes = std::atoi(arguments[2]);
    else if (count != 1)
        processes = 0;
    if (processes <= 0) {
        std::fprintf(stderr, "contend_fault_catch [--processes N | --check]\n");
        return 2;
    }
    contend::bench::measure(processes);
    return EXIT_SUCCESS;
}
