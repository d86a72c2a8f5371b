#pragma once

#include <cstddef>

namespace contend::program {

/// Gives the kernel back every page of private memory that holds nothing but zeros: read again it is
/// zero as before, and a fork need not copy its entry. A runtime that clears what it has just mapped
/// leaves thousands of them.
///
/// Looks only at mappings of no file that are smaller than `mapping_bytes_max`. No other thread may
/// write to these meanwhile. Where /proc is missing nothing happens.
void give_back_zero_pages(std::size_t mapping_bytes_max);

}  // namespace contend::program
