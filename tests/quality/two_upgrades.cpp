// A lock for readers and writers, by which a reader may become the writer: it waits for the other readers to leave.
//
// Wrong: two readers that both want to become the writer wait for one another. The second has to be refused.
#include "suite.hpp"

#include <condition_variable>
#include <mutex>

namespace {

template <bool Right> class UpgradableLock {
public:
    static contend::Testable specification() {
        return contend::spec<UpgradableLock>()
            .operation("read", &UpgradableLock::read)
            .operation("update", &UpgradableLock::update);
    }

private:
    void lock_shared() {
        std::unique_lock lock(mutex_);
        left_.wait(lock, [this] { return !upgrading_; });
        ++readers_;
    }

    void unlock_shared() {
        const std::lock_guard lock(mutex_);
        --readers_;
        left_.notify_all();
    }

    bool upgrade() {
        std::unique_lock lock(mutex_);
        if (Right && upgrading_) return false;
        upgrading_ = true;
        left_.wait(lock, [this] { return readers_ == 1; });
        return true;
    }

    void downgrade() {
        const std::lock_guard lock(mutex_);
        upgrading_ = false;
        left_.notify_all();
    }

    void read() {
        lock_shared();
        unlock_shared();
    }

    void update() {
        lock_shared();
        if (upgrade()) downgrade();
        unlock_shared();
    }

    std::mutex mutex_;
    std::condition_variable left_;
    int readers_ = 0;
    bool upgrading_ = false;
};

}  // namespace

CONTEND_QUALITY(two_upgrades) {
    return contend::quality::right_and_wrong<UpgradableLock>("lost-wakeup",
                                                             "/read+read+update/update+read+read/");
}
