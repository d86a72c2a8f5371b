#pragma once

namespace contend::program {

/// If this process was started to be explored, serves: forks a process for each execution, and
/// returns only in those, under control and ready to run the program from its static initialisers
/// on. Returns at once, having done nothing, in a plain start.
///
/// To be called before any of the program's own code, with one thread.
void explore_if_told();

}  // namespace contend::program
