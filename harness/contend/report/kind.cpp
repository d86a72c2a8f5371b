#include <contend/report/kind.hpp>

namespace contend::report {

std::string_view to_string(Kind kind) {
    switch (kind) {
        case Kind::data_race: return "data-race";
        case Kind::lock_order_inversion: return "lock-order-inversion";
        case Kind::mutex_misuse: return "mutex-misuse";
        case Kind::use_after_free: return "use-after-free";
        case Kind::deadlock: return "deadlock";
        case Kind::lost_wakeup: return "lost-wakeup";
        case Kind::livelock: return "livelock";
        case Kind::crash: return "crash";
        case Kind::terminate: return "terminate";
        case Kind::assertion: return "assertion";
        case Kind::invariant: return "invariant";
        case Kind::not_linearizable: return "not-linearizable";
        case Kind::not_lock_free: return "not-lock-free";
        case Kind::thread_leak: return "thread-leak";
        case Kind::unmodelled_block: return "unmodelled-block";
        case Kind::nondeterminism: return "nondeterminism";
    }
    return "";
}

std::optional<Kind> kind_from(std::string_view name) {
    for (const Kind kind : all_kinds) {
        if (to_string(kind) == name) return kind;
    }
    return std::nullopt;
}

std::string_view title(Kind kind) {
    switch (kind) {
        case Kind::data_race: return "data race";
        case Kind::lock_order_inversion: return "lock-order inversion";
        case Kind::mutex_misuse: return "mutex misuse";
        case Kind::use_after_free: return "use after free";
        case Kind::deadlock: return "deadlock";
        case Kind::lost_wakeup: return "lost wake-up";
        case Kind::livelock: return "livelock";
        case Kind::crash: return "crash";
        case Kind::terminate: return "terminate";
        case Kind::assertion: return "assertion failed";
        case Kind::invariant: return "invariant violated";
        case Kind::not_linearizable: return "history not linearizable";
        case Kind::not_lock_free: return "not lock-free";
        case Kind::thread_leak: return "thread leak";
        case Kind::unmodelled_block: return "unmodelled blocking call";
        case Kind::nondeterminism: return "nondeterminism";
    }
    return "";
}

}  // namespace contend::report
