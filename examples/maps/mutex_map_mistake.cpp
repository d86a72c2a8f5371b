// A map behind a mutex, which hands out iterators so that its users can loop over it.
//
// Wrong: begin() and end() take the lock, but the loop goes on when they have returned it. Every single call is
// locked, and the map is iterated while it is written all the same. maps::MutexMap takes the loop's body instead.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>

namespace {

class Scores {
public:
    using Iterator = std::map<int, int>::const_iterator;

    void set(int player, int score) {
        const std::lock_guard lock(mutex_);
        scores_[player] = score;
    }

    Iterator begin() const {
        const std::lock_guard lock(mutex_);
        return scores_.begin();
    }

    Iterator end() const {
        const std::lock_guard lock(mutex_);
        return scores_.end();
    }

private:
    mutable std::mutex mutex_;
    std::map<int, int> scores_;
};

int total(const Scores& scores) {
    int sum = 0;
    for (const auto& [player, score] : scores) sum += score;
    return sum;
}

}  // namespace

CONTEND_TEST(MutexMap, IsIteratedOutsideTheLock) {
    return contend::spec<Scores>()
        .operation("set", &Scores::set)
        .operation("total", total)
        .criterion(contend::check::Criterion::none)  // the results are wrong too
        .expect("data-race");
}
