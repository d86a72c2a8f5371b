#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace maps {

/// A queue of at most `capacity_max` elements, from any thread to any thread, that can be closed.
template <class T> class Channel {
public:
    explicit Channel(std::size_t capacity_max) : capacity_max_(capacity_max) {}

    /// Waits while it is full. Whether it was taken: a closed channel takes nothing.
    bool send(T element) {
        std::unique_lock lock(mutex_);
        has_room_.wait(lock, [this] { return closed_ || elements_.size() < capacity_max_; });
        if (closed_) return false;
        elements_.push_back(std::move(element));
        has_elements_.notify_one();
        return true;
    }

    /// Waits while it is empty. Nothing: it is closed, and what was sent before has been received.
    std::optional<T> receive() {
        std::unique_lock lock(mutex_);
        has_elements_.wait(lock, [this] { return closed_ || !elements_.empty(); });
        if (elements_.empty()) return std::nullopt;
        std::optional<T> element(std::move(elements_.front()));
        elements_.pop_front();
        has_room_.notify_one();
        return element;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        has_room_.notify_all();
        has_elements_.notify_all();
    }

private:
    const std::size_t capacity_max_;
    std::mutex mutex_;
    // One for each kind of waiter: a notification that reaches one of the wrong kind is lost.
    std::condition_variable has_room_;
    std::condition_variable has_elements_;
    std::deque<T> elements_;
    bool closed_ = false;
};

}  // namespace maps
