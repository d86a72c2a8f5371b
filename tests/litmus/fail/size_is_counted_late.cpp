// Only the order in time tells: who has inserted, and is told so, may still find it empty.
#include <contend/gtest.hpp>

#include <atomic>
#include <mutex>
#include <set>

namespace {

class Set {
public:
    bool insert(int value) {
        bool is_new = false;
        {
            const std::lock_guard lock(mutex_);
            is_new = values_.insert(value).second;
        }
        if (is_new) size_.fetch_add(1);
        return is_new;
    }
    int size() const { return size_.load(); }

private:
    std::mutex mutex_;
    std::set<int> values_;
    std::atomic<int> size_ = 0;
};

}  // namespace

CONTEND_TEST(Litmus, SizeIsCountedLate) {
    return contend::spec<Set>()
        .operation("insert", &Set::insert, rc::gen::just(7))
        .operation("size", &Set::size)
        .threads(2)
        .operations_per_thread(2)
        .expect("not-linearizable");
}
