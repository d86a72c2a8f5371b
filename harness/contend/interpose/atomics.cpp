// Atomic operations: always scheduling points.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>

namespace {

using word8 = unsigned char;
using word16 = unsigned short;
using word32 = unsigned int;
using word64 = unsigned long;
__extension__ using word128 = unsigned __int128;

using contend::interpose::EventKind;

CONTEND_INLINE contend::interpose::Event event(const volatile void* address, const void* caller,
                                               unsigned bits, EventKind kind, int order) {
    return {.address = const_cast<const void*>(address),
            .return_address = caller,
            .size = bits / 8,
            .kind = kind,
            .memory_order = static_cast<std::uint8_t>(order)};
}

}  // namespace

#define CONTEND_POINT(how, address, bits, kind, order)                                  \
    if (contend::interpose::LogicalThread* const self = contend::interpose::at_point()) \
    contend::interpose::execution.how(                                                  \
        *self, event(address, CONTEND_CALLER, bits, EventKind::kind, order))

extern "C" {

#define CONTEND_ATOMIC_LOAD_HOOK(symbol, bits)                                  \
    word##bits __real_##symbol(const volatile word##bits* address, int order);  \
    word##bits __wrap_##symbol(const volatile word##bits* address, int order) { \
        CONTEND_POINT(point_in_loop, address, bits, atomic_load, order);        \
        return __real_##symbol(address, order);                                 \
    }

#define CONTEND_ATOMIC_STORE_HOOK(symbol, bits)                                       \
    void __real_##symbol(volatile word##bits* address, word##bits value, int order);  \
    void __wrap_##symbol(volatile word##bits* address, word##bits value, int order) { \
        CONTEND_POINT(point, address, bits, atomic_store, order);                     \
        __real_##symbol(address, value, order);                                       \
    }

#define CONTEND_ATOMIC_UPDATE_HOOK(symbol, bits)                                            \
    word##bits __real_##symbol(volatile word##bits* address, word##bits value, int order);  \
    word##bits __wrap_##symbol(volatile word##bits* address, word##bits value, int order) { \
        CONTEND_POINT(point, address, bits, atomic_update, order);                          \
        return __real_##symbol(address, value, order);                                      \
    }

#define CONTEND_ATOMIC_COMPARE_HOOK(symbol, bits)                                             \
    int __real_##symbol(volatile word##bits* address, word##bits* expected, word##bits value, \
                        int order, int failure_order);                                        \
    int __wrap_##symbol(volatile word##bits* address, word##bits* expected, word##bits value, \
                        int order, int failure_order) {                                       \
        CONTEND_POINT(point_in_loop, address, bits, atomic_update, order);                    \
        return __real_##symbol(address, expected, value, order, failure_order);               \
    }

#define CONTEND_ATOMIC_COMPARE_VALUE_HOOK(symbol, bits)                           \
    word##bits __real_##symbol(volatile word##bits* address, word##bits expected, \
                               word##bits value, int order, int failure_order);   \
    word##bits __wrap_##symbol(volatile word##bits* address, word##bits expected, \
                               word##bits value, int order, int failure_order) {  \
        CONTEND_POINT(point_in_loop, address, bits, atomic_update, order);        \
        return __real_##symbol(address, expected, value, order, failure_order);   \
    }

#define CONTEND_ATOMIC_FENCE_HOOK(symbol)               \
    void __real_##symbol(int order);                    \
    void __wrap_##symbol(int order) {                   \
        CONTEND_POINT(point, nullptr, 0, fence, order); \
        __real_##symbol(order);                         \
    }

#define CONTEND_ACCESS_HOOK(symbol, kind, bytes)
#define CONTEND_RANGE_HOOK(symbol, kind)
#define CONTEND_VPTR_UPDATE_HOOK(symbol, kind)
#define CONTEND_VPTR_READ_HOOK(symbol, kind)
#define CONTEND_COPY_HOOK(symbol, kind)
#define CONTEND_FILL_HOOK(symbol, kind)
#define CONTEND_GUARD_HOOK(symbol)

#include <contend/interpose/hooks.inc>

}  // extern "C"
