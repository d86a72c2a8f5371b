#include <contend/cli/doctor_checks.hpp>

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

// Line 3 holds the race.
constexpr const char* racy_program =
    "#include <thread>\n"
    "int shared;\n"
    "void write() { ++shared; }\n"
    "int main() { std::thread other(write); write(); other.join(); }\n";

// Correct: `shared` is only touched between a lock and its release. A runtime that does not know the function
// named by the argument reports it.
constexpr const char* clocks_program = R"(#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>
int shared;
int copy;
char which;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
sem_t semaphore;
void* write(void* is_main) {
    timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += 60;
    if (which == 'm') pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &end);
    if (which == 'w') pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &end);
    if (which == 'r' && is_main) pthread_rwlock_wrlock(&lock);
    if (which == 'r' && !is_main) pthread_rwlock_clockrdlock(&lock, CLOCK_MONOTONIC, &end);
    if (which == 's') sem_clockwait(&semaphore, CLOCK_MONOTONIC, &end);
    if (which == 'r' && !is_main) copy = shared;
    else ++shared;
    if (which == 'm') pthread_mutex_unlock(&mutex);
    if (which == 'w' || which == 'r') pthread_rwlock_unlock(&lock);
    if (which == 's') sem_post(&semaphore);
    return nullptr;
}
int main(int, char** arguments) {
    which = arguments[1][0];
    sem_init(&semaphore, 0, 1);
    pthread_t other;
    pthread_create(&other, nullptr, write, nullptr);
    write(&which);
    pthread_join(other, nullptr);
}
)";

std::string random_bits() {
    std::string bits;
    std::ifstream("/proc/sys/vm/mmap_rnd_bits") >> bits;
    return bits.empty() ? "unknown" : bits;
}

std::string runtime_of(const Ran& ran) {
    for (const char* version : {"v2", "v3"})
        if (ran.says(std::string{"under ThreadSanitizer "} + version))
            return std::string{"runtime "} + version;
    return "a runtime that does not say its version";
}

bool builds(const std::string& compiler, const char* source, const fs::path& program) {
    const std::string file = program.string() + ".cpp";
    std::ofstream(file) << source;
    return run_line(shell_word(compiler) + " -std=c++17 -g -O0 -fsanitize=thread -pthread " +
                    shell_word(file) + " -o " + shell_word(program.string()))
               .status == 0;
}

// False: it is no use to go on.
bool check_detector(const fs::path& program, Checks& checks) {
    const Ran ran =
        run_line("TSAN_OPTIONS=verbosity=1:exitcode=66 " + shell_word(program.string()));
    if (!ran.says("under ThreadSanitizer")) {
        checks.push_back({"detector", false,
                          "ThreadSanitizer does not start (vm.mmap_rnd_bits is " + random_bits() +
                              "); try `sudo sysctl vm.mmap_rnd_bits=28`, or `setarch -R`"});
        return false;
    }
    const bool raced = ran.says("WARNING: ThreadSanitizer: data race");
    checks.push_back({"detector", raced,
                      raced ? "ThreadSanitizer starts and reports a race: " + runtime_of(ran)
                            : "ThreadSanitizer starts but does not report a race; look at "
                              "TSAN_OPTIONS, and use another compiler"});
    if (!raced) return false;
    const bool named = ran.says("probe.cpp:3");
    checks.push_back({"symboliser", named,
                      named ? "stacks have files and lines"
                            : "stacks have no lines; install llvm (llvm-symbolizer) and put it in "
                              "the PATH"});
    return true;
}

// Contend defines these functions itself, so that nothing needs doing in what is linked with it.
void check_interceptors(const fs::path& program, Checks& checks) {
    struct Probe {
        const char* argument;
        const char* function;
    };
    std::string unknown;
    for (const Probe& probe :
         {Probe{"m", "pthread_mutex_clocklock"}, Probe{"r", "pthread_rwlock_clockrdlock"},
          Probe{"w", "pthread_rwlock_clockwrlock"}, Probe{"s", "sem_clockwait"}}) {
        const Ran ran = run_line("TSAN_OPTIONS=symbolize=0 " + shell_word(program.string()) + " " +
                                 probe.argument);
        if (ran.says("WARNING: ThreadSanitizer"))
            unknown += (unknown.empty() ? "" : ", ") + std::string(probe.function);
    }
    checks.push_back(
        {"interceptors", true,
         unknown.empty()
             ? "the runtime knows the locks that take a clock"
             : "the runtime does not know " + unknown +
                   " and reports correct code that uses them (std::timed_mutex, "
                   "std::shared_timed_mutex); contend does, so what is linked with it need not "
                   "care"});
}

}  // namespace

std::string shell_word(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return text + "'";
}

Ran run_line(const std::string& line) {
    Ran ran;
    std::FILE* const pipe = popen(("{ " + line + "; } 2>&1 < /dev/null").c_str(), "r");
    if (pipe == nullptr) return ran;
    char buffer[4096];
    for (std::size_t read; (read = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        ran.output.append(buffer, read);
    const int status = pclose(pipe);
    if (WIFEXITED(status)) ran.status = WEXITSTATUS(status);
    return ran;
}

bool answers(const std::string& compiler) {
    return run_line(shell_word(compiler) + " --version").status == 0;
}

std::string find_compiler() {
    const char* const chosen = std::getenv("CXX");
    for (const std::string candidate :
         {chosen != nullptr ? chosen : "", "clang++-19", "clang++", "g++"}) {
        if (!candidate.empty() && answers(candidate)) return candidate;
    }
    return {};
}

void check_compiler(const std::string& compiler, const fs::path& folder, Checks& checks) {
    const fs::path probe = folder / "probe";
    if (!builds(compiler, racy_program, probe)) {
        checks.push_back({"compiler", false,
                          compiler + " cannot build with -fsanitize=thread; install its sanitizer "
                                     "runtime (Debian: libclang-rt-19-dev, or libtsan2 for g++)"});
        return;
    }
    checks.push_back({"compiler", true, compiler + " builds with -fsanitize=thread"});
    if (!check_detector(probe, checks)) return;
    const fs::path clocks = folder / "clocks";
    // A C library before glibc 2.30 has none of these.
    if (builds(compiler, clocks_program, clocks)) check_interceptors(clocks, checks);
}

}  // namespace contend::cli
