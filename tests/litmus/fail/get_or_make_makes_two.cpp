// Every access is under the lock, and yet two threads are told of two values for one key.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>

namespace {

class Values {
public:
    int get_or_make(int key) {
        {
            const std::lock_guard lock(mutex_);
            const auto known = values_.find(key);
            if (known != values_.end()) return known->second;
        }
        const std::lock_guard lock(mutex_);
        return values_[key] = made_++;
    }

private:
    std::mutex mutex_;
    std::map<int, int> values_;
    int made_ = 0;
};

}  // namespace

CONTEND_TEST(Litmus, GetOrMakeMakesTwo) {
    return contend::spec<Values>()
        .operation("get_or_make", &Values::get_or_make, rc::gen::just(1))
        .threads(2)
        .operations_per_thread(1, 2)
        .expect("not-linearizable");
}
