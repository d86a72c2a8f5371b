#pragma once

#include <cstdint>

/// What donated contexts need of the processor: one file for each, switch_<processor>.cpp. A context
/// that does not run is a stack pointer, below which lie the registers that a called function
/// must keep.
namespace contend::context {

/// Saves the caller's context and its stack pointer in *from, then continues the context `to` with
/// thread pointer `thread_pointer`. No call of the system where the processor allows it.
using Switch = void(void** from, void* to, std::uint64_t thread_pointer);

/// The fastest switch that this machine allows.
Switch* find_switch();

/// The calling thread's thread pointer: where its thread-local storage is.
std::uint64_t read_thread_pointer();

}  // namespace contend::context

/// Saves the caller's context in *from. Its kernel thread then announces that by *word = 1, for which
/// a futex may wait, and waits on it for ever, on the stack that ends at `stack_end`, of which it
/// uses nothing.
extern "C" void contend_context_donate(void** from, void* stack_end, std::uint32_t* word);
