#pragma once

/// Compiler attributes the uninstrumented layers depend on.
///
/// CONTEND_INLINE: every function defined in a header of an uninstrumented layer carries it. The
/// linker keeps one copy of each inline function; without it, the copy of an instrumented test
/// could end up inside the engine's hook path and call back into ThreadSanitizer.
#define CONTEND_INLINE [[gnu::always_inline]] inline

/// CONTEND_UNSEEN: a function of an instrumented layer that is not instrumented itself: it works on our own
/// memory, and in granularity `access` its reads would be scheduling points too. It must call nothing that
/// is instrumented, and what is not always inlined is.
#define CONTEND_UNSEEN __attribute__((no_sanitize("thread")))

/// CONTEND_COLD: an out-of-line path that must not weigh on the caller's code.
#define CONTEND_COLD [[gnu::noinline, gnu::cold]]
