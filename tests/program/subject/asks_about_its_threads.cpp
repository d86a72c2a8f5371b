// A whole program without fault that asks the C library about its threads: each must be a thread like any other, and new.
#include <ctype.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

pthread_mutex_t robust;
thread_local int own = 7;
const unsigned short* classes = nullptr;

void expect(bool holds, const char* what) {
    if (holds) return;
    std::printf("not so: %s\n", what);
    std::exit(1);
}

void look_at_stack() {
    pthread_attr_t attributes;
    expect(pthread_getattr_np(pthread_self(), &attributes) == 0, "a thread has attributes");
    void* begin = nullptr;
    std::size_t size = 0;
    pthread_attr_getstack(&attributes, &begin, &size);
    pthread_attr_destroy(&attributes);
    const char* const here = reinterpret_cast<char*>(&attributes);
    expect(here > begin && here < static_cast<char*>(begin) + size, "it runs on its stack");
}

void look_at_processors() {
    cpu_set_t processors;
    expect(pthread_getaffinity_np(pthread_self(), sizeof processors, &processors) == 0,
           "it may run on some processors");
    expect(pthread_setaffinity_np(pthread_self(), sizeof processors, &processors) == 0,
           "it may be told on which");
}

void look_at_name() {
    char of_thread[16] = "";
    char of_process[16] = "";
    prctl(PR_GET_NAME, of_process);
    expect(pthread_getname_np(pthread_self(), of_thread, sizeof of_thread) == 0, "it has a name");
    expect(strcmp(of_thread, of_process) == 0, "which is that of the process");
}

void look() {
    expect(own++ == 7, "thread-local variables are new");
    expect(*__ctype_b_loc() == classes, "characters are of the classes they are to others");
    look_at_stack();
    look_at_processors();
    look_at_name();
}

void leave_locked() { pthread_mutex_lock(&robust); }

void look_at_robust_mutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&robust, &attributes);
    std::thread(leave_locked).join();
    expect(pthread_mutex_lock(&robust) == EOWNERDEAD, "a dead owner is told of");
    pthread_mutex_consistent(&robust);
    pthread_mutex_unlock(&robust);
}

}  // namespace

int main() {
    setlocale(LC_ALL, "C.UTF-8");
    classes = *__ctype_b_loc();
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) threads.emplace_back(look);
    for (std::thread& thread : threads) thread.join();
    look_at_robust_mutex();
}
