// A bounded queue whose producers and consumers wait for one condition variable.
//
// Wrong: notify_one() may wake one of the same side, who goes back to sleep, and the one who could go on is not told.
#include "suite.hpp"

#include <condition_variable>
#include <mutex>
#include <queue>

namespace {

template <bool Right> class Channel {
public:
    static contend::Testable specification() {
        return contend::spec<Channel>()
            .operation("send", &Channel::send)
            .operation("receive", &Channel::receive);
    }

private:
    static constexpr std::size_t capacity = 1;

    void send(int value) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return values_.size() < capacity; });
        values_.push(value);
        tell();
    }

    int receive() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !values_.empty(); });
        const int value = values_.front();
        values_.pop();
        tell();
        return value;
    }

    void tell() {
        if constexpr (Right)
            changed_.notify_all();
        else
            changed_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::queue<int> values_;
};

}  // namespace

CONTEND_QUALITY(bounded_queue_wrong_waiter) {
    return contend::quality::right_and_wrong<Channel>(
        "lost-wakeup", "/send:1+send:2/send:3/receive+receive/receive/");
}
