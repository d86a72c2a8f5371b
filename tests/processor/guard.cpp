// Goal: <contend/fault.hpp> tells threads apart on this processor. Method: threads under a lock are not accused, a thread within
// its own scopes is not, and one that reads in the middle of another's write is, in a process of its own.
#include <contend/fault.hpp>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

contend::AccessGuard guard;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
int number = 0;

void* add(void*) {
    for (int i = 0; i < 20000; ++i) {
        pthread_mutex_lock(&mutex);
        {
            const contend::Writing writing(guard);
            const contend::Reading reading(guard);
            const contend::Writing again(guard);
            ++number;
        }
        pthread_mutex_unlock(&mutex);
    }
    return nullptr;
}

void* read_once(void*) {
    const contend::Reading reading(guard);
    return nullptr;
}

void run(void* (*first)(void*), void* (*second)(void*)) {
    pthread_t threads[2];
    if (pthread_create(&threads[0], nullptr, first, nullptr) != 0 ||
        pthread_create(&threads[1], nullptr, second, nullptr) != 0)
        _Exit(2);
    for (const pthread_t thread : threads) pthread_join(thread, nullptr);
}

bool is_stopped_in_a_write() {
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        const contend::Writing writing(guard);
        run(read_once, read_once);
        _Exit(0);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

}  // namespace

int main() {
    run(add, add);
    if (number != 40000) {
        printf("%d for 40000\n", number);
        return 1;
    }
    if (!is_stopped_in_a_write()) {
        printf("a read in the middle of another thread's write was not stopped\n");
        return 1;
    }
    printf("40,000 locked writes, and a read that was stopped\n");
    return 0;
}
