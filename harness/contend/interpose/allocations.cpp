#include <contend/interpose/allocations.hpp>

#include <stddef.h>

extern "C" {
// Weak: a runtime may be without it.
[[gnu::weak]] int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void*,
                                                                              size_t),
                                                            void (*freed)(const volatile void*));
}

namespace contend::interpose {
namespace {

std::uint64_t count = 0;
bool counting = false;

void allocated(const volatile void*, size_t) { __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED); }
void freed(const volatile void*) {}

}  // namespace

void count_allocations() {
    if (counting || __sanitizer_install_malloc_and_free_hooks == nullptr) return;
    counting = __sanitizer_install_malloc_and_free_hooks(allocated, freed) != 0;
}

std::uint64_t allocations() { return __atomic_load_n(&count, __ATOMIC_RELAXED); }

}  // namespace contend::interpose
