#include "shared_counts.hpp"

#include <contend/base/check.hpp>
#include <contend/base/random.hpp>

#include <sys/mman.h>

namespace contend::differential {

SharedCounts::SharedCounts() {
    void* const memory =
        mmap(nullptr, sizeof(Table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CONTEND_CHECK(memory != MAP_FAILED);
    table_ = static_cast<Table*>(memory);
}

SharedCounts::~SharedCounts() { munmap(table_, sizeof(Table)); }

void SharedCounts::add(Outcome outcome) {
    ++table_->executions;
    std::size_t at = base::mix(outcome) % capacity;
    for (std::size_t tried = 0; tried < capacity; ++tried, at = (at + 1) % capacity) {
        if (table_->counts[at] != 0 && table_->outcomes[at] != outcome) continue;
        table_->outcomes[at] = outcome;
        ++table_->counts[at];
        return;
    }
    ++table_->dropped;
}

void SharedCounts::read_into(Runs& runs) const {
    CONTEND_CHECK(table_->dropped == 0);
    runs.executions += table_->executions;
    for (std::size_t i = 0; i < capacity; ++i)
        if (table_->counts[i] != 0) runs.outcomes[table_->outcomes[i]] += table_->counts[i];
}

}  // namespace contend::differential
