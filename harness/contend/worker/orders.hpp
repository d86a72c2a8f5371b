#pragma once

#include <contend/base/fixed_string.hpp>
#include <contend/worker/board.hpp>
#include <contend/worker/task.hpp>

namespace contend::worker {

/// A module of a program: where it is loaded.
struct Module {
    base::FixedString<512> path;  ///< empty: the program itself
    std::uint64_t bias = 0;       ///< what was added to the file's addresses
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The memory that a program under exploration shares with its supervisor: what to do, and the board
/// for what came of it. The supervisor makes it and fills in the first half; each side maps it where
/// it likes, so nothing in it points anywhere.
///
/// Behind it lie the schedule to replay and then the board; see OrdersLayout.
struct Orders {
    static constexpr std::uint64_t magic_number = 0x31646e65746e6f63;  // "contend1"
    static constexpr unsigned modules_max = 64;

    std::uint64_t magic = magic_number;
    /// Both sides must have been built from the same sources: they share structures.
    std::uint64_t board_bytes = sizeof(Board);

    Task task;  ///< its body, plant, schedule and counts are the program's to fill in
    std::uint64_t schedule_size = 0;
    int expected_status = 0;  ///< with which the program ends if nothing is wrong

    // From here on the program writes.
    bool understood = false;  ///< magic and board_bytes were as they should be
    unsigned module_count = 0;
    Module modules[modules_max];
    int running = 0;     ///< process id of the running execution
    bool ended = false;  ///< the running execution came to its end
    int status = 0;      ///< and this was its exit status
};

/// Where things lie behind the orders, in bytes from their start.
struct OrdersLayout {
    std::size_t schedule = 0;
    std::size_t board = 0;
    std::size_t size = 0;
};

CONTEND_INLINE OrdersLayout layout_of(std::uint64_t schedule_size, std::uint64_t steps_max) {
    constexpr std::size_t page = 4096;
    OrdersLayout layout;
    layout.schedule = (sizeof(Orders) + page - 1) / page * page;
    const std::size_t schedule_bytes = schedule_size * sizeof(schedule::Switch);
    layout.board = (layout.schedule + schedule_bytes + page - 1) / page * page;
    layout.size = layout.board + board_size(steps_max);
    return layout;
}

/// The descriptors a program inherits, by number; the environment variable only says that they are
/// there.
inline constexpr char program_variable[] = "CONTEND_PROGRAM";
/// The loader's own variable, and the value by which the program knows that it is not its own.
inline constexpr char binding_variable[] = "LD_BIND_NOW";
inline constexpr char binding_mark[] = "contend";
inline constexpr int memory_descriptor = 1000;   ///< the orders
inline constexpr int channel_descriptor = 1001;  ///< a byte each way: a question, and its answer
inline constexpr int output_descriptor = 1002;   ///< a file for what an execution prints
inline constexpr int input_descriptor = 1003;  ///< a file that every execution reads from its start
inline constexpr int counts_descriptor = 1004;  ///< InterleavingCounts, if the task has any

/// What the program may ask over the channel. Any byte is the answer.
inline constexpr char question_started = 'S';  ///< "I have understood, and listed my modules"
inline constexpr char question_reports = 'Q';  ///< "Rule on the reports on the board"

}  // namespace contend::worker
