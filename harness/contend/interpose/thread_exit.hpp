#pragma once

namespace contend::interpose {

/// Destroys the thread-local objects of the controlled thread that runs, last made first, as the
/// end of a real thread would: still under control, so that their races and locks are seen. Then
/// makes its thread-local variables as new.
void run_thread_exit();

}  // namespace contend::interpose
