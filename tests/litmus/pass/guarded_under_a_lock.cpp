// A guard in the container accuses nobody whose lock is right, and neither does ThreadSanitizer.
#include <contend/fault.hpp>
#include <contend/gtest.hpp>

#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

namespace {

class Ages {
public:
    void set(int person, int age) {
        const std::unique_lock lock(mutex_);
        const contend::Writing writing(guard_);
        ages_[person] = age;
    }

    int total() const {
        const std::shared_lock lock(mutex_);
        const contend::Iterating iterating(guard_);
        int sum = 0;
        for (const auto& [person, age] : ages_) {
            iterating.step();
            sum += age;
        }
        return sum;
    }

private:
    mutable std::shared_mutex mutex_;
    contend::AccessGuard guard_;
    std::map<int, int> ages_;
};

}  // namespace

CONTEND_TEST(Litmus, GuardedUnderALock) {
    return contend::body([] {
        Ages ages;
        std::thread writer([&] { ages.set(1, 30); });
        std::thread first([&] { static_cast<void>(ages.total()); });
        std::thread second([&] { static_cast<void>(ages.total()); });
        writer.join();
        first.join();
        second.join();
    });
}
