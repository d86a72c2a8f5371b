// One thread fills in a message and sets a flag; others read the message once they see the flag.
//
// Wrong: the flag is stored relaxed. On x86 the program behaves, on other machines the reader may see
// the flag without the message. ThreadSanitizer judges by the memory model, not by the machine.
#include <contend/gtest.hpp>

#include <atomic>
#include <optional>

namespace {

class Mailbox {
public:
    void publish(int message) {
        if (taken_.exchange(true)) return;  // one message a mailbox
        message_ = message;
        ready_.store(true, std::memory_order_relaxed);  // memory_order_release would be right
    }

    std::optional<int> poll() const {
        if (!ready_.load(std::memory_order_acquire)) return std::nullopt;
        return message_;
    }

private:
    std::atomic<bool> taken_ = false;
    std::atomic<bool> ready_ = false;
    int message_ = 0;
};

}  // namespace

CONTEND_TEST(Mailbox, IsPublishedRelaxed) {
    return contend::spec<Mailbox>()
        .operation("publish", &Mailbox::publish)
        .operation("poll", &Mailbox::poll)
        .expect("data-race");
}
