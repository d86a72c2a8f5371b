#pragma once

namespace contend::engine {

/// The race detector, as far as the engine needs it. interpose/ provides the real one; a test may
/// leave it empty.
///
/// Controlled threads are started and joined without the calls that would tell the detector so;
/// these two give the happens-before edges that pthread_create and pthread_join stand for.
struct Detector {
    void (*acquire)(void* edge) = nullptr;
    void (*release)(void* edge) = nullptr;
    /// Runs at the end of each logical thread, still under control: destructors of its thread-local
    /// objects.
    void (*thread_exit)() = nullptr;
};

}  // namespace contend::engine
