#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace maps {

/// What one thread computes for another, who waits for it: a future that lies on the stack of who waits, without
/// memory of its own and without counts of references. Who waits may destroy it when get() has returned.
template <class T> class Answer {
public:
    /// Called once: the answer is what `f()` returns, or throws.
    template <class Function> void give(Function f) {
        std::optional<T> value;
        std::exception_ptr exception;
        try {
            value.emplace(f());
        } catch (...) {
            exception = std::current_exception();
        }
        // Notified under the lock: when it is returned, nothing here is touched any more.
        const std::lock_guard lock(mutex_);
        value_ = std::move(value);
        exception_ = exception;
        given_ = true;
        is_given_.notify_one();
    }

    /// Called once; waits.
    T get() {
        std::unique_lock lock(mutex_);
        is_given_.wait(lock, [this] { return given_; });
        if (exception_) std::rethrow_exception(exception_);
        return std::move(*value_);
    }

private:
    std::mutex mutex_;
    std::condition_variable is_given_;
    bool given_ = false;
    std::optional<T> value_;
    std::exception_ptr exception_;
};

}  // namespace maps
