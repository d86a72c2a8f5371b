#pragma once

#include <contend/base/attributes.hpp>

#include <cstddef>
#include <cstdint>

/// Raw system calls. The engine may not use the C library's: ThreadSanitizer intercepts them, and a
/// hand-over it can see would order the threads under test and hide every race between them.
namespace contend::base::system {

/// The kernel's answer: a result, or minus the error number. Unused arguments are 0.
long call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0);

/// Blocks while *word == expected, at most `timeout_ns` (0: for ever). May return early.
void futex_wait(std::uint32_t* word, std::uint32_t expected, std::uint64_t timeout_ns = 0);

/// Wakes every thread, of this or another process, that waits for `word`.
void futex_wake(std::uint32_t* word);

/// Writes all of `text`, through short writes and interruptions; gives up silently on an error.
void write_all(int descriptor, const void* text, std::size_t size);

/// The same into a socket; false when nobody is there to read, which raises no SIGPIPE.
bool send_all(int socket, const void* text, std::size_t size);

/// Reads exactly `size` bytes; false at the end of the stream or on an error.
bool read_all(int descriptor, void* buffer, std::size_t size);

/// Ends the process at once: no handlers, no flushing, no word from the sanitizer.
[[noreturn]] void exit_now(int status);

/// The calling kernel thread's id.
int kernel_thread_id();

/// Real time since an arbitrary start, in nanoseconds; never the virtual clock.
std::uint64_t monotonic_ns();

}  // namespace contend::base::system
