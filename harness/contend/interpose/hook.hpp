#pragma once

#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>

/// What the hooks share. A hook is one test of a thread-local pointer when no execution runs; under
/// control it announces an event and then *tail-calls* the real function, so that ThreadSanitizer
/// takes the return address of the code under test for its stacks.
namespace contend::interpose {

using engine::current;
using engine::execution;
using engine::LogicalThread;
using engine::running_thread;
using schedule::Event;
using schedule::EventKind;

/// The place in the code under test that called the hook.
#define CONTEND_CALLER __builtin_return_address(0)

/// A frame of the detector's stack for the code under test, around calls that can not be tail
/// calls.
class CallerFrame {
public:
    explicit CallerFrame(void* caller);
    ~CallerFrame();
    CallerFrame(const CallerFrame&) = delete;
    CallerFrame& operator=(const CallerFrame&) = delete;
};

/// What happens inside belongs to contend, not to the program: no scheduling points.
class Uncontrolled {
public:
    CONTEND_INLINE Uncontrolled() : saved_(current) { current = nullptr; }
    CONTEND_INLINE ~Uncontrolled() { current = saved_; }
    Uncontrolled(const Uncontrolled&) = delete;
    Uncontrolled& operator=(const Uncontrolled&) = delete;

private:
    LogicalThread* saved_;
};

}  // namespace contend::interpose
