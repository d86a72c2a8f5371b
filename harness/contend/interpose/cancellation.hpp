#pragma once

#include <contend/base/ids.hpp>

namespace contend::interpose {

/// A thread starts out as one that can be cancelled, at cancellation points.
void reset_cancellation(base::ThreadId thread);

}  // namespace contend::interpose
