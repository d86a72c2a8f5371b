// A container that is right, and one that races.
#include <contend/contend.hpp>
#include <contend/gtest.hpp>

#include <mutex>

namespace {

class Guarded {
public:
    int increment() {
        const std::lock_guard lock(mutex_);
        return ++count_;
    }
    int value() const {
        const std::lock_guard lock(mutex_);
        return count_;
    }

private:
    mutable std::mutex mutex_;
    int count_ = 0;
};

class Unguarded {
public:
    int increment() { return ++count_; }
    int value() const { return count_; }

private:
    int count_ = 0;
};

CONTEND_TEST(GuardedCounter, is_right) {
    return contend::spec<Guarded>()
        .operation("increment", &Guarded::increment)
        .operation("value", &Guarded::value);
}

CONTEND_TEST(UnguardedCounter, races) {
    return contend::spec<Unguarded>()
        .operation("increment", &Unguarded::increment)
        .operation("value", &Unguarded::value);
}

}  // namespace
