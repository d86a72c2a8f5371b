#pragma once

#include <contend/run/job.hpp>
#include <contend/worker/orders.hpp>

namespace contend::run {

/// The memory that a supervisor shares with a program it explores: a file without a name, mapped
/// here, and by the program that inherits its descriptor.
class OrdersMemory {
public:
    /// Orders for the job, which must be one of a program.
    explicit OrdersMemory(const Job& job);
    ~OrdersMemory();
    OrdersMemory(const OrdersMemory&) = delete;
    OrdersMemory& operator=(const OrdersMemory&) = delete;

    int file() const { return file_; }
    worker::Orders& orders() const { return *orders_; }
    worker::Board& board() const { return *board_; }

private:
    int file_ = -1;
    std::size_t size_ = 0;
    worker::Orders* orders_ = nullptr;
    worker::Board* board_ = nullptr;
};

}  // namespace contend::run
