#pragma once

#include <contend/base/attributes.hpp>

#include <dlfcn.h>

namespace contend::interpose {

/// The C library's own version of a function that no runtime intercepts. Looked up when first
/// needed: some are called while the program still starts up.
template <class Function> class Next {
public:
    explicit constexpr Next(const char* name) : name_(name) {}

    CONTEND_INLINE Function* get() {
        Function* function = __atomic_load_n(&function_, __ATOMIC_RELAXED);
        if (function == nullptr) {
            function = reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name_));
            __atomic_store_n(&function_, function, __ATOMIC_RELAXED);
        }
        return function;
    }

private:
    const char* name_;
    Function* function_ = nullptr;
};

}  // namespace contend::interpose
