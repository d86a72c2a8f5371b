#pragma once

#include <contend/base/ids.hpp>

namespace contend::interpose {

/// A thread starts with the name of its creator.
void inherit_thread_name(base::ThreadId thread, base::ThreadId creator);

void forget_thread_name(base::ThreadId thread);

}  // namespace contend::interpose
