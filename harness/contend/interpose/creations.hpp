#pragma once

#include <contend/engine/thread.hpp>
#include <contend/history/race_record.hpp>

namespace contend::interpose {

/// Called by the hook that has just created `thread`, which its own caller called: takes the stack,
/// if record_creations() wants it.
void note_creation(const engine::LogicalThread& thread);

/// Where `thread` was created: the stack if it was taken, else the return address alone.
history::RawStack creation_of(const engine::LogicalThread& thread);

}  // namespace contend::interpose
