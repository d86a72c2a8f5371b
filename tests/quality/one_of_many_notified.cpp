// A gate: many wait until it is open, and it is opened once.
//
// Wrong: notify_one(), where all who wait may go on.
#include "suite.hpp"

#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class Gate {
public:
    static contend::Testable specification() {
        return contend::spec<Gate>().operation("pass", &Gate::pass).operation("open", &Gate::open);
    }

private:
    void pass() {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [this] { return open_; });
    }

    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        if constexpr (Right)
            opened_.notify_all();
        else
            opened_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
};

}  // namespace

CONTEND_QUALITY(one_of_many_notified) {
    return contend::quality::right_and_wrong<Gate>("lost-wakeup", "/open/pass/pass/pass/");
}
