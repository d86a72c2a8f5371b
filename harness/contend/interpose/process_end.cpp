// Ways to leave that would take the search along: under control they are incidents.
#include <contend/base/fixed_string.hpp>
#include <contend/interpose/hook.hpp>

#include <dlfcn.h>

using namespace contend::interpose;
using contend::base::FixedString;
using contend::history::IncidentKind;

extern "C" {

[[noreturn]] void __assert_fail(const char* condition, const char* file, unsigned line,
                                const char* function) {
    if (LogicalThread* const self = current) {
        FixedString<1024> message("assertion `");
        message.append(condition).append("` failed");
        if (function != nullptr) message.append(" in ").append(function);
        FixedString<256> place(file);
        place.append(":").append_number(line);
        execution.fail(*self, IncidentKind::assertion, message.c_str(), place.c_str());
    }
    using Fail = void (*)(const char*, const char*, unsigned, const char*);
    reinterpret_cast<Fail>(dlsym(RTLD_NEXT, "__assert_fail"))(condition, file, line, function);
    __builtin_unreachable();
}

[[noreturn]] void exit(int status) {
    if (LogicalThread* const self = current) {
        FixedString<64> message("called exit(");
        if (status < 0) message.append("-");
        message.append_number(
            static_cast<unsigned long long>(status < 0 ? -static_cast<long long>(status) : status));
        message.append(")");
        execution.fail(*self, IncidentKind::crash, message.c_str());
    }
    using Exit = void (*)(int);
    reinterpret_cast<Exit>(dlsym(RTLD_NEXT, "exit"))(status);
    __builtin_unreachable();
}

}  // extern "C"
