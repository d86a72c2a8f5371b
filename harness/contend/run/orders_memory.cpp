#include <contend/run/orders_memory.hpp>

#include <contend/base/check.hpp>
#include <contend/run/shared_board.hpp>

#include <sys/mman.h>
#include <unistd.h>
#include <algorithm>
#include <new>

namespace contend::run {

OrdersMemory::OrdersMemory(const Job& job) {
    const worker::OrdersLayout layout = worker::layout_of(job.switches.size(), job.steps_max);
    size_ = layout.size;
    file_ = memfd_create("contend-orders", MFD_CLOEXEC);
    CONTEND_CHECK(file_ >= 0 && ftruncate(file_, static_cast<off_t>(size_)) == 0);
    void* const memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0);
    CONTEND_CHECK(memory != MAP_FAILED);
    char* const bytes = static_cast<char*>(memory);
    orders_ = new (bytes) worker::Orders();
    orders_->task = job.task();
    orders_->task.schedule = {};
    orders_->schedule_size = job.switches.size();
    orders_->expected_status = job.program->expected_status;
    std::copy(job.switches.begin(), job.switches.end(),
              reinterpret_cast<schedule::Switch*>(bytes + layout.schedule));
    board_ = make_board(bytes + layout.board, job.steps_max);
}

OrdersMemory::~OrdersMemory() {
    if (orders_ != nullptr) munmap(orders_, size_);
    if (file_ >= 0) close(file_);
}

}  // namespace contend::run
