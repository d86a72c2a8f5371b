#pragma once

namespace contend::interpose {

/// In a worker: crashes and the supervisor's wake-up call become incidents with a stack, through
/// handlers of our own on a stack of their own. The runtime's and the program's earlier handlers
/// are replaced.
void install_signal_handlers();

/// The signal by which the supervisor asks a worker that makes no progress where it is.
int hang_signal();

/// "SIGSEGV (invalid memory reference)"; "signal 42" for what has no name here.
const char* describe_signal(int signal);

}  // namespace contend::interpose
