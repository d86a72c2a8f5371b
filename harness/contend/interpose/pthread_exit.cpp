// pthread_exit(): the logical thread ends from wherever it is, its real thread does not.
//
// As in the C library the stack is unwound by force, so that destructors, and handlers that are
// destructors (pthread_cleanup_push in C++), run on the way; but down to engine::thread_main
// instead of to the thread's start. Code without exceptions (C) keeps its handlers in a chain of
// jump buffers: when unwinding has come to the frame of one, it jumps into it, the handler runs, and
// __pthread_unwind_next() goes on from there.
//
// The jumps are the runtime's: it drops the frames that it still knows of.
#include <contend/interpose/pthread_exit.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/next.hpp>
#include <contend/interpose/real.hpp>

#include <pthread.h>
#include <unwind.h>

namespace contend::interpose {
namespace {

using Buffer = __pthread_unwind_buf_t;

Buffer* handlers[base::threads_max];  // the innermost of each thread
_Unwind_Exception exceptions[base::threads_max];

Next<void(Buffer*)> real_register("__pthread_register_cancel");
Next<void(Buffer*)> real_unregister("__pthread_unregister_cancel");
Next<void(Buffer*)> real_unwind_next("__pthread_unwind_next");

// What the chain notes in a buffer: the next outer one, and how far the stack of the frame reaches.
CONTEND_INLINE Buffer* outer(const Buffer* buffer) {
    return static_cast<Buffer*>(buffer->__pad[0]);
}
CONTEND_INLINE std::uintptr_t frame(const Buffer* buffer) {
    return reinterpret_cast<std::uintptr_t>(buffer->__pad[1]);
}

// How far the stack reached in the second frame asked about: the caller's of whoever asks.
struct CallersStack {
    unsigned frames = 0;
    std::uintptr_t end = 0;
};

_Unwind_Reason_Code look(_Unwind_Context* context, void* argument) {
    auto& stack = *static_cast<CallersStack*>(argument);
    stack.end = static_cast<std::uintptr_t>(_Unwind_GetCFA(context));
    return ++stack.frames == 2 ? _URC_END_OF_STACK : _URC_NO_REASON;
}

[[noreturn]] void jump(void* buffer) {
    __interceptor_longjmp(buffer, 1);
    __builtin_unreachable();
}

// Asked at every frame before it is left. `context` knows how far the stack still reaches there.
_Unwind_Reason_Code stop(int, _Unwind_Action actions, _Unwind_Exception_Class, _Unwind_Exception*,
                         _Unwind_Context* context, void* argument) {
    const auto& self = *static_cast<const LogicalThread*>(argument);
    const auto reached = static_cast<std::uintptr_t>(_Unwind_GetCFA(context));
    Buffer* const handler = handlers[self.id];
    const bool end = (actions & _UA_END_OF_STACK) != 0 ||
                     reached > reinterpret_cast<std::uintptr_t>(self.base_frame);
    if (handler != nullptr && (end || reached >= frame(handler))) jump(handler);
    if (end) jump(self.exit_target);
    return _URC_NO_REASON;
}

void swallowed(_Unwind_Reason_Code, _Unwind_Exception*) {
    execution.fail(*current, history::IncidentKind::terminate,
                   "pthread_exit() can not end the thread: a catch (...) does not rethrow");
}

[[noreturn]] void unwind(LogicalThread& self) {
    _Unwind_Exception& exception = exceptions[self.id];
    exception = {};
    exception.exception_cleanup = swallowed;
    _Unwind_ForcedUnwind(&exception, stop, &self);
    jump(self.exit_target);  // frames that nobody can unwind
}

}  // namespace

void forget_cleanup_handlers(base::ThreadId id) { handlers[id] = nullptr; }

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

void pthread_exit(void* result) {
    LogicalThread* const self = current;
    if (self == nullptr) {
        __interceptor_pthread_exit(result);
        __builtin_unreachable();
    }
    if (self->exit_target == nullptr)
        execution.fail(*self, contend::history::IncidentKind::unsupported,
                       "pthread_exit() is called by the thread that an execution begins with (a "
                       "program's main(), or a scenario's initial or final part), which is not "
                       "modelled: call it in a thread of its own");
    self->result = result;
    unwind(*self);
}

void __pthread_register_cancel(__pthread_unwind_buf_t* buffer) {
    LogicalThread* const self = current;
    if (self == nullptr) {
        real_register.get()(buffer);
        return;
    }
    CallersStack stack;
    _Unwind_Backtrace(look, &stack);
    buffer->__pad[0] = handlers[self->id];
    buffer->__pad[1] = reinterpret_cast<void*>(stack.end);
    handlers[self->id] = buffer;
}

void __pthread_unregister_cancel(__pthread_unwind_buf_t* buffer) {
    if (LogicalThread* const self = current)
        handlers[self->id] = outer(buffer);
    else
        real_unregister.get()(buffer);
}

// Called when the handler that `buffer` stands for has run.
void __pthread_unwind_next(__pthread_unwind_buf_t* buffer) {
    LogicalThread* const self = current;
    if (self == nullptr) {
        real_unwind_next.get()(buffer);
        __builtin_unreachable();
    }
    handlers[self->id] = outer(buffer);
    unwind(*self);
}

}  // extern "C"
