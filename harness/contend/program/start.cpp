// The C library's entry point, called once its own initialisation is done and before the program's
// static initialisers run.
#include <contend/program/zygote.hpp>

#include <dlfcn.h>

namespace {

using Main = int (*)(int, char**, char**);
using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);

// By this the `contend` program knows what it can explore.
[[gnu::used]] const char mark[] = "contend-program-runtime";

}  // namespace

extern "C" const char contend_program_variable[] = "CONTEND_PROGRAM";

extern "C" int __libc_start_main(Main main, int count, char** arguments, void (*initialise)(),
                                 void (*finish)(), void (*finish_loader)(), void* stack_end) {
    // First: this is then the same in all executions.
    const auto real = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
    contend::program::explore_if_told();
    return real(main, count, arguments, initialise, finish, finish_loader, stack_end);
}

// A program in C has no C++ library to bring this one.
extern "C" [[gnu::weak]] void __cxa_pure_virtual() { __builtin_trap(); }
