#pragma once

namespace contend::interpose {

/// From now on exit(), and the return from main(), are the program's right: its exit handlers and
/// static destructors run under control, and then `ended`, with the exit status. So does _exit(),
/// without handlers. Otherwise, under control, they are incidents.
void let_program_exit(void (*ended)(int status));

}  // namespace contend::interpose
