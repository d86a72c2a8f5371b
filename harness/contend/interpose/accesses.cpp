// Plain memory accesses: scheduling points in granularity `access`, one well-predicted test
// otherwise.
#include <contend/interpose/control.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>

namespace contend::interpose {
namespace {

bool accesses_matter = false;
bool accesses_scheduled = false;
history::Trace* notes = nullptr;

void note(const LogicalThread& thread, const Event& event) {
    history::Touch& touch = notes->touches[notes->touch_total++ % history::Trace::touches_max];
    touch.address = event.address;
    touch.return_address = event.return_address;
    touch.step = notes->total;
    touch.size = event.size;
    touch.thread = thread.id;
    touch.operation = thread.operation;
    touch.write = event.kind == EventKind::write;
}

CONTEND_COLD void access_point(const void* address, const void* caller, std::uint32_t size,
                               EventKind kind) {
    LogicalThread* const self = accesses_scheduled ? at_point() : current;
    if (self == nullptr) return;
    const Event event{.address = address, .return_address = caller, .size = size, .kind = kind};
    if (accesses_scheduled)
        execution.point(*self, event);
    else
        note(*self, event);
}

}  // namespace

void treat_accesses(Accesses accesses) {
    accesses_matter = accesses != Accesses::unseen;
    accesses_scheduled = accesses == Accesses::scheduled;
}

void note_accesses(history::Trace& trace) { notes = &trace; }

}  // namespace contend::interpose

#define CONTEND_POINT(address, size, kind)                                                      \
    if (__builtin_expect(contend::interpose::accesses_matter, 0))                               \
    contend::interpose::access_point(address, CONTEND_CALLER, static_cast<std::uint32_t>(size), \
                                     contend::interpose::EventKind::kind)

extern "C" {

#define CONTEND_ACCESS_HOOK(symbol, kind, bytes) \
    void __real_##symbol(void* address);         \
    void __wrap_##symbol(void* address) {        \
        CONTEND_POINT(address, bytes, kind);     \
        __real_##symbol(address);                \
    }

#define CONTEND_RANGE_HOOK(symbol, kind)                       \
    void __real_##symbol(void* address, unsigned long bytes);  \
    void __wrap_##symbol(void* address, unsigned long bytes) { \
        CONTEND_POINT(address, bytes, kind);                   \
        __real_##symbol(address, bytes);                       \
    }

#define CONTEND_VPTR_UPDATE_HOOK(symbol, kind)          \
    void __real_##symbol(void** pointer, void* table);  \
    void __wrap_##symbol(void** pointer, void* table) { \
        CONTEND_POINT(pointer, sizeof(void*), kind);    \
        __real_##symbol(pointer, table);                \
    }

#define CONTEND_VPTR_READ_HOOK(symbol, kind)         \
    void __real_##symbol(void** pointer);            \
    void __wrap_##symbol(void** pointer) {           \
        CONTEND_POINT(pointer, sizeof(void*), kind); \
        __real_##symbol(pointer);                    \
    }

#define CONTEND_COPY_HOOK(symbol, kind)                                                   \
    [[gnu::weak]] void* __real_##symbol(void* to, const void* from, unsigned long bytes); \
    void* __wrap_##symbol(void* to, const void* from, unsigned long bytes) {              \
        CONTEND_POINT(to, bytes, kind);                                                   \
        return __real_##symbol(to, from, bytes);                                          \
    }

#define CONTEND_FILL_HOOK(symbol, kind)                                           \
    [[gnu::weak]] void* __real_##symbol(void* to, int byte, unsigned long bytes); \
    void* __wrap_##symbol(void* to, int byte, unsigned long bytes) {              \
        CONTEND_POINT(to, bytes, kind);                                           \
        return __real_##symbol(to, byte, bytes);                                  \
    }

#define CONTEND_ATOMIC_LOAD_HOOK(symbol, bits)
#define CONTEND_ATOMIC_STORE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_UPDATE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_COMPARE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_COMPARE_VALUE_HOOK(symbol, bits)
#define CONTEND_ATOMIC_FENCE_HOOK(symbol)
#define CONTEND_GUARD_HOOK(symbol)

#include <contend/interpose/hooks.inc>

}  // extern "C"
