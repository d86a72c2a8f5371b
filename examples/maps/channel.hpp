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

    /// Waits while it is full. Whether it was taken: a closed channel takes nothing, and leaves `element` as it is.
    bool send(T& element) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closed_ || elements_.size() < capacity_max_; });
        if (closed_) return false;
        elements_.push_back(std::move(element));
        // To all: senders and receivers wait for the same condition, and one of the wrong kind would drop it.
        changed_.notify_all();
        return true;
    }

    /// Waits while it is empty. Nothing: it is closed, and what was sent before has been received.
    std::optional<T> receive() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closed_ || !elements_.empty(); });
        if (elements_.empty()) return std::nullopt;
        std::optional<T> element(std::move(elements_.front()));
        elements_.pop_front();
        changed_.notify_all();
        return element;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    const std::size_t capacity_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> elements_;
    bool closed_ = false;
};

}  // namespace maps
