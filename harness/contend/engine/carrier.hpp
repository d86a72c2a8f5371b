#pragma once

#include <contend/engine/thread.hpp>

namespace contend::engine {

/// Who holds the threads and resumes them one at a time: implemented in context/.
class Carrier {
public:
    virtual const char* name() const = 0;

    /// Makes sure a real thread stands behind `thread.context`, ready to run `thread_main`. False
    /// when the system gives no more threads.
    virtual bool provide(LogicalThread& thread) = 0;

    /// Lets `to` go on and holds `from` until somebody resumes it. Both differ.
    virtual void resume(LogicalThread& from, LogicalThread& to) = 0;

    /// The thread that calls this becomes the one behind slot 0, the thread of the body.
    virtual void adopt(LogicalThread& body) = 0;

protected:
    ~Carrier() = default;
};

/// What every real thread behind a slot runs once it is resumed for the first time; never returns.
[[noreturn]] void thread_main(LogicalThread& thread);

}  // namespace contend::engine
