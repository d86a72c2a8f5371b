#pragma once

#include <contend/engine/carrier.hpp>

namespace contend::context {

/// Real threads that lend their contexts to one carrier thread.
///
/// Each thread starts as a pthread, with its own stack, thread-local storage and detector state;
/// then its kernel thread parks for ever in a futex wait on a small stack of its own, and whoever
/// resumes the thread *becomes* it by loading its stack pointer and thread pointer. The detector
/// finds its current thread through thread-local storage, so it follows. A hand-over costs some ten
/// nanoseconds on AArch64 and on x86-64 with `wrfsbase` (AT_HWCAP2 bit 1), and one short system
/// call without that. Signals are blocked in the parked kernel threads; the carrier
/// takes them.
engine::Carrier& donated();

/// Real threads that hand over by futex: a few microseconds each, the same semantics.
engine::Carrier& futex();

}  // namespace contend::context
