#include <contend/run/sleep_watch.hpp>

#include <dirent.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

namespace contend::run {
namespace {

struct ThreadStatus {
    char state = '?';            // as ps shows it
    std::uint64_t switches = 0;  // how often it stopped running
};

ThreadStatus status_of(const std::string& folder) {
    ThreadStatus status;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
        std::fopen((folder + "/status").c_str(), "re"), std::fclose);
    char line[256];
    while (file != nullptr && std::fgets(line, sizeof line, file.get()) != nullptr) {
        if (std::strncmp(line, "State:", 6) == 0) {
            const char* state = line + 6;
            while (*state == ' ' || *state == '\t') ++state;
            status.state = *state;
        }
        const char* switches = std::strstr(line, "ctxt_switches:");  // two lines of them
        if (switches != nullptr) status.switches += std::strtoull(switches + 14, nullptr, 10);
    }
    return status;
}

std::string folder_of_threads(int process) { return "/proc/" + std::to_string(process) + "/task/"; }

bool all_asleep(int process) {
    const std::string threads = folder_of_threads(process);
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(threads.c_str()), closedir);
    if (folder == nullptr) return false;
    while (const dirent* entry = readdir(folder.get()))
        if (entry->d_name[0] != '.' && status_of(threads + entry->d_name).state != 'S')
            return false;
    return true;
}

}  // namespace

bool is_stopped(int process) {
    const char state = status_of("/proc/" + std::to_string(process)).state;
    return state == 'T' || state == 't';
}

bool SleepWatch::lasts(int process, int thread, Clock::time_point now, Clock::duration least) {
    const ThreadStatus status = status_of(folder_of_threads(process) + std::to_string(thread));
    const bool goes_on = since_ != Clock::time_point() && thread == thread_ &&
                         status.switches == switches_ && status.state == 'S';
    if (!goes_on) {
        since_ = status.state == 'S' ? now : Clock::time_point();
        switches_ = status.switches;
        thread_ = thread;
        return false;
    }
    return now - since_ >= least && all_asleep(process);
}

}  // namespace contend::run
