// Every access is under the lock, and both threads are told that theirs is the value.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>

namespace {

class Values {
public:
    int get_or_make(int key, int value) {
        {
            const std::lock_guard lock(mutex_);
            const auto known = values_.find(key);
            if (known != values_.end()) return known->second;
        }
        const std::lock_guard lock(mutex_);
        values_[key] = value;
        return value;
    }

private:
    std::mutex mutex_;
    std::map<int, int> values_;
};

}  // namespace

CONTEND_TEST(Litmus, GetOrMakeMakesTwo) {
    return contend::spec<Values>()
        .operation("get_or_make", &Values::get_or_make, rc::gen::just(1), rc::gen::inRange(0, 10))
        .threads(2)
        .operations_per_thread(1, 2)
        .expect("not-linearizable");
}
