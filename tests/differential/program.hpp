#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Small programs over the blocking primitives of POSIX, as values, and what they can result in.
namespace contend::differential {

enum class Kind : std::uint8_t {
    normal_mutex,
    recursive_mutex,
    checking_mutex,  ///< PTHREAD_MUTEX_ERRORCHECK
    reader_writer_lock,
    semaphore,
    monitor,  ///< a mutex, a condition variable and a counter, which is the predicate
    barrier,
};

struct Object {
    Kind kind = Kind::normal_mutex;
    unsigned number = 0;  ///< a semaphore's first value, the threads a barrier waits for
};

enum class Action : std::uint8_t {
    lock,
    try_lock,
    timed_lock,
    unlock,  ///< of a mutex that knows no owner, only if it is held
    read_lock,
    write_lock,
    try_read_lock,
    try_write_lock,
    timed_read_lock,
    timed_write_lock,
    leave,  ///< unlocks a reader-writer lock, if it is held
    wait,
    try_wait,
    timed_wait,
    post,
    value,
    await,              ///< waits until the counter is not 0
    take,               ///< and counts down
    timed_take,         ///< or gives up
    nap,                ///< one pthread_cond_timedwait, whatever the counter is
    raise_one,          ///< counts up and signals, under the mutex
    raise_all,          ///< counts up and broadcasts, under the mutex
    raise_then_signal,  /// counts up under the mutex, signals when it is free again
    signal,
    broadcast,
    peek,  ///< tries to lock the mutex, and then says what the counter is
    arrive,
};

struct Operation {
    Action action = Action::lock;
    unsigned object = 0;
};

struct Program {
    static constexpr unsigned threads_max = 3;
    static constexpr unsigned objects_max = 2;
    static constexpr unsigned operations_max = 4;

    std::vector<Object> objects;
    std::vector<std::vector<Operation>> threads;
};

/// What an operation returned. `skipped`: it was not called, see Action::unlock.
enum class Code : std::uint8_t {
    pending,
    ok,
    busy,
    deadlock,
    timed_out,
    not_permitted,
    again,
    skipped,
    serial,
    value_0,
    value_1,
    value_2,
    value_3,
    other,
};

Code code_of_error(int error);
Code code_of_value(int value);

/// The codes of all operations of one execution, four bits each.
using Outcome = std::uint64_t;

/// The outcome of an execution in which nobody can go on.
inline constexpr Outcome deadlocked = ~Outcome{0};

constexpr Outcome placed(unsigned thread, unsigned operation, Code code) {
    return static_cast<Outcome>(code) << (4 * (thread * Program::operations_max + operation));
}

/// A table, a column a thread.
std::string text_of(const Program& program);

/// The same with what each operation returned.
std::string text_of(const Program& program, Outcome outcome);

/// Programs with two threads of up to four operations, or three of up to two. They shrink by dropping
/// threads and operations.
rc::Gen<Program> programs();

}  // namespace contend::differential
