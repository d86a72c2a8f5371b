#pragma once

#include <contend/base/ids.hpp>

namespace contend::interpose {

/// Thread `id` has ended: no frame of its is left that could have cleanup handlers.
void forget_cleanup_handlers(base::ThreadId id);

}  // namespace contend::interpose
