// Goal: under each carrier, ThreadSanitizer goes on judging: it reports what races, and nothing else. Method: a worker without
// a supervisor, in one process, because a process costs an emulator much. The argument names the carrier.
#include <contend/worker/run.hpp>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <new>

namespace {

using namespace contend;

constexpr std::uint64_t steps_max = 20'000;

struct Counter {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
    int count = 0;
    int atomic_count = 0;
};

using Routine = void* (*)(void*);

// Fresh from the heap for each execution, as the runtime wants it.
void run_both(Routine first, Routine second, void (*look)(const Counter&)) {
    auto* const counter = new Counter;
    pthread_t threads[2];
    pthread_create(&threads[0], nullptr, first, counter);
    pthread_create(&threads[1], nullptr, second, counter);
    for (const pthread_t thread : threads) pthread_join(thread, nullptr);
    look(*counter);
    delete counter;
}

unsigned lost = 0;
unsigned wrong = 0;

void* count_and_wait(void* argument) {
    auto& counter = *static_cast<Counter*>(argument);
    pthread_mutex_lock(&counter.mutex);
    ++counter.count;
    pthread_cond_broadcast(&counter.changed);
    while (counter.count < 2) pthread_cond_wait(&counter.changed, &counter.mutex);
    pthread_mutex_unlock(&counter.mutex);
    return nullptr;
}

void* count_and_leave(void* argument) {
    auto& counter = *static_cast<Counter*>(argument);
    pthread_mutex_lock(&counter.mutex);
    ++counter.count;
    pthread_mutex_unlock(&counter.mutex);
    return nullptr;
}

void* count_without(void* argument) {
    ++static_cast<Counter*>(argument)->count;
    return nullptr;
}

void* load_and_store(void* argument) {
    int& count = static_cast<Counter*>(argument)->atomic_count;
    __atomic_store_n(&count, __atomic_load_n(&count, __ATOMIC_SEQ_CST) + 1, __ATOMIC_SEQ_CST);
    return nullptr;
}

void guarded(void*) {
    run_both(count_and_wait, count_and_wait,
             [](const Counter& counter) { wrong += counter.count != 2; });
}

void racy(void*) {
    run_both(count_and_leave, count_without, [](const Counter&) {});
}

void losing(void*) {
    run_both(load_and_store, load_and_store,
             [](const Counter& counter) { lost += counter.atomic_count != 2; });
}

[[gnu::noinline]] void plant(int* target) { *target = 1; }

bool find_all(void*, worker::Board& board) {
    for (unsigned i = 0; i < board.query_count; ++i) board.rulings[i] = worker::Ruling::finding;
    return true;
}

worker::Board& explore(void (*body)(void*), std::uint64_t count, const char* carrier) {
    void* const memory = mmap(nullptr, worker::board_size(steps_max), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    worker::Board& board = *new (memory) worker::Board;
    board.log.capacity = steps_max;
    worker::Task task;
    task.body.run = body;
    task.plant = plant;
    task.count = count;
    task.seed = 1;
    task.steps_max = steps_max;
    task.context =
        strcmp(carrier, "donated") == 0 ? worker::ContextName::donated : worker::ContextName::futex;
    worker::run(task, board, {find_all, nullptr});
    return board;
}

void require(bool condition, const worker::Board& board, const char* what) {
    printf("%s after %llu executions: %s\n", what,
           static_cast<unsigned long long>(board.executions), condition ? "yes" : "NO");
    if (!board.harness_error.empty()) printf("%s\n", board.harness_error.c_str());
    fflush(stdout);
    if (!condition) _Exit(1);
}

}  // namespace

int main(int, char** arguments) {
    const char* const carrier = arguments[1];
    const auto done = worker::Phase::done;
    worker::Board& right = explore(guarded, 200, carrier);
    require(right.phase == done && right.executions == 200 && wrong == 0 &&
                right.incident.kind == history::IncidentKind::none,
            right, "silent where nothing races");
    worker::Board& update = explore(losing, 200, carrier);
    require(
        update.phase == done && lost != 0 && update.incident.kind == history::IncidentKind::none,
        update, "an update is lost");
    worker::Board& race = explore(racy, 50, carrier);
    require(race.phase == done && race.incident.kind == history::IncidentKind::race, race,
            "a race is reported");
    return 0;
}
