// Plain memory accesses: scheduling points in granularity `access`, one well-predicted test otherwise.
#include <contend/interpose/hook.hpp>

namespace contend::interpose {

bool access_points = false;

namespace {

CONTEND_COLD void access_point(const void* address, const void* caller, std::uint32_t size, EventKind kind) {
    LogicalThread* const self = current;
    if (self == nullptr) return;
    execution.point(*self, {.address = address, .return_address = caller, .size = size, .kind = kind});
}

}  // namespace
}  // namespace contend::interpose

#define CONTEND_POINT(address, size, kind)                                                  \
    if (__builtin_expect(contend::interpose::access_points, 0))                             \
    contend::interpose::access_point(address, CONTEND_CALLER, static_cast<std::uint32_t>(size), \
                                     contend::interpose::EventKind::kind)

extern "C" {

#define CONTEND_ACCESS_HOOK(symbol, kind, bytes) \
    void __real_##symbol(void* address);         \
    void __wrap_##symbol(void* address) {        \
        CONTEND_POINT(address, bytes, kind);     \
        __real_##symbol(address);                \
    }

#define CONTEND_RANGE_HOOK(symbol, kind)                            \
    void __real_##symbol(void* address, unsigned long bytes);       \
    void __wrap_##symbol(void* address, unsigned long bytes) {      \
        CONTEND_POINT(address, bytes, kind);                        \
        __real_##symbol(address, bytes);                            \
    }

#define CONTEND_VPTR_UPDATE_HOOK(symbol, kind)                  \
    void __real_##symbol(void** pointer, void* table);          \
    void __wrap_##symbol(void** pointer, void* table) {         \
        CONTEND_POINT(pointer, sizeof(void*), kind);            \
        __real_##symbol(pointer, table);                        \
    }

#define CONTEND_VPTR_READ_HOOK(symbol, kind)                    \
    void __real_##symbol(void** pointer);                       \
    void __wrap_##symbol(void** pointer) {                      \
        CONTEND_POINT(pointer, sizeof(void*), kind);            \
        __real_##symbol(pointer);                               \
    }

#define CONTEND_COPY_HOOK(symbol, kind)                                                     \
    [[gnu::weak]] void* __real_##symbol(void* to, const void* from, unsigned long bytes);   \
    void* __wrap_##symbol(void* to, const void* from, unsigned long bytes) {                \
        CONTEND_POINT(to, bytes, kind);                                                     \
        return __real_##symbol(to, from, bytes);                                            \
    }

#define CONTEND_FILL_HOOK(symbol, kind)                                             \
    [[gnu::weak]] void* __real_##symbol(void* to, int byte, unsigned long bytes);   \
    void* __wrap_##symbol(void* to, int byte, unsigned long bytes) {                \
        CONTEND_POINT(to, bytes, kind);                                             \
        return __real_##symbol(to, byte, bytes);                                    \
    }

#define CONTEND_ATOMIC_LOAD_HOOK(symbol, bits)
#define CONTEND_ATOMIC_STORE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_UPDATE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_COMPARE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_COMPARE_VALUE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_FENCE_HOOK(symbol)

#include <contend/interpose/hooks.inc>

}  // extern "C"
