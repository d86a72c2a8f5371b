#pragma once

#include <cstdint>

namespace contend::interpose {

/// From the first call on, allocations of the whole process are counted: malloc, new and their kin.
void count_allocations();

/// How many there were since; 0 where the runtime cannot tell.
std::uint64_t allocations();

}  // namespace contend::interpose
