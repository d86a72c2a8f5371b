#pragma once

#include <contend/base/attributes.hpp>

#include <errno.h>
#include <threads.h>

/// What the definitions of C11's threads.h share. No runtime intercepts them, and the C library's
/// call its pthread functions internally, where no definition of ours is reached.
namespace contend::interpose {

/// An error number as C11 says it.
CONTEND_INLINE constexpr int to_c11(int error) {
    switch (error) {
        case 0: return thrd_success;
        case ENOMEM: return thrd_nomem;
        case ETIMEDOUT: return thrd_timedout;
        case EBUSY: return thrd_busy;
        default: return thrd_error;
    }
}

}  // namespace contend::interpose
