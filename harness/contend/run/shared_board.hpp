#pragma once

#include <contend/run/job.hpp>
#include <contend/run/worker.hpp>

#include <cstddef>

namespace contend::run {

/// A board in memory that forked processes share, with room for a schedule of `steps_max`
/// deviations.
class SharedBoard {
public:
    explicit SharedBoard(std::uint64_t steps_max);
    ~SharedBoard();
    SharedBoard(const SharedBoard&) = delete;
    SharedBoard& operator=(const SharedBoard&) = delete;

    Board& operator*() const { return *board_; }
    Board* operator->() const { return board_; }

private:
    std::size_t size_;
    Board* board_;
};

/// A board in fresh, zeroed memory of worker::board_size(steps_max) bytes.
worker::Board* make_board(void* memory, std::uint64_t steps_max);

/// What a worker left on its board.
Outcome read_board(const Board& board);

}  // namespace contend::run
