// A mailbox: who takes waits until there is a letter.
//
// Wrong: after waiting it does not look again. Both takers are woken, and the second finds the letter gone.
#include "suite.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace {

template <bool Right> class Mailbox {
public:
    static contend::Testable specification() {
        return contend::spec<Mailbox>()
            .operation("put", &Mailbox::put)
            .operation("put_two", &Mailbox::put_two)
            .operation("take", &Mailbox::take);
    }

private:
    void put(int letter) {
        const std::lock_guard lock(mutex_);
        letters_.push_back(letter);
        arrived_.notify_one();
    }

    void put_two(int first, int second) {
        const std::lock_guard lock(mutex_);
        letters_.push_back(first);
        letters_.push_back(second);
        arrived_.notify_all();
    }

    int take() {
        std::unique_lock lock(mutex_);
        if constexpr (Right)
            arrived_.wait(lock, [this] { return !letters_.empty(); });
        else if (letters_.empty())
            arrived_.wait(lock);
        EXPECT_FALSE(letters_.empty());
        if (letters_.empty()) return 0;
        const int letter = letters_.front();
        letters_.pop_front();
        return letter;
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<int> letters_;
};

}  // namespace

CONTEND_QUALITY(condition_without_loop) {
    return contend::quality::right_and_wrong<Mailbox>(
        "assertion", "/put:1+put:2+put_two:3:4/take+take/take+take/");
}
