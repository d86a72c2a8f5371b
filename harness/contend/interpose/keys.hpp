#pragma once

#include <contend/base/ids.hpp>

namespace contend::interpose {

/// Runs the destructors of what thread `id`, which must be the one that runs, has stored under keys
/// (pthread_setspecific); as often as the C library would, while destructors store more. Afterwards
/// nothing is stored. For thread 0, also the end of an execution's use of keys.
void destroy_key_values(base::ThreadId id);

}  // namespace contend::interpose
