#pragma once

#include <deque>
#include <mutex>
#include <optional>

// Messages between threads, in the order in which they were sent.
class Mailbox {
public:
    void send(int message) {
        const std::lock_guard lock(mutex_);
        messages_.push_back(message);
    }

    std::optional<int> receive() {
        const std::lock_guard lock(mutex_);
        if (messages_.empty()) return std::nullopt;
        const int message = messages_.front();
        messages_.pop_front();
        return message;
    }

private:
    std::mutex mutex_;
    std::deque<int> messages_;
};
