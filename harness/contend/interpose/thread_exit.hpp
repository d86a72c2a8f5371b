#pragma once

namespace contend::interpose {

/// The end of the controlled thread that runs, as a real thread's end would be: destroys its
/// thread-local objects, then the values of its keys. Still under control, so that their races and
/// locks are seen. Then makes everything that belongs to a thread as new: another one takes its
/// place in the next execution.
void run_thread_exit();

}  // namespace contend::interpose
