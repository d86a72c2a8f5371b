#include <contend/run/terminate.hpp>

#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>

#include <cxxabi.h>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <typeinfo>

namespace contend::run {
namespace {

using engine::execution;
using history::IncidentKind;

std::string demangle(const char* name) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> text(
        abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
    return status == 0 ? text.get() : name;
}

// Only the exception itself knows its text.
std::string what(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return error.what();
    } catch (const std::string& text) {
        return text;
    } catch (const char* text) {
        return text;
    } catch (...) {
        return {};
    }
}

[[noreturn]] void on_terminate() {
    engine::LogicalThread* const self = engine::running_thread();
    engine::current = nullptr;
    engine::LogicalThread& thread = self != nullptr ? *self : execution.thread(0);
    const std::exception_ptr exception = std::current_exception();
    if (!exception)
        execution.fail(thread, IncidentKind::terminate, "std::terminate without an exception");
    const std::type_info* type = abi::__cxa_current_exception_type();
    const std::string name = type != nullptr ? demangle(type->name()) : "unknown exception";
    // RapidCheck's assertions are exceptions that only RapidCheck knows.
    const bool assertion = name.find("rc::detail::CaseResult") != std::string::npos;
    const std::string text = what(exception);
    const std::string message = assertion ? "a RapidCheck assertion failed"
                                          : "uncaught " + name + (text.empty() ? "" : ": " + text);
    execution.fail(thread, assertion ? IncidentKind::assertion : IncidentKind::terminate,
                   message.c_str());
}

}  // namespace

void install_terminate_handler() { std::set_terminate(on_terminate); }

}  // namespace contend::run
