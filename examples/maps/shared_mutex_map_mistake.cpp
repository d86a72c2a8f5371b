// A map behind a std::shared_mutex, whose get() gives a key that has no value the default one, as std::map does.
//
// Wrong: get() "only reads", so it takes the lock shared, and operator[] inserts. Two readers insert at once, or one
// while another searches. maps::SharedMutexMap has load_or_store() for that, which takes the lock for itself.
#include <contend/gtest.hpp>

#include <map>
#include <mutex>
#include <shared_mutex>

namespace {

class Scores {
public:
    void set(int player, int score) {
        const std::unique_lock lock(mutex_);
        scores_[player] = score;
    }

    int get(int player) {
        const std::shared_lock lock(mutex_);
        return scores_[player];
    }

private:
    std::shared_mutex mutex_;
    std::map<int, int> scores_;
};

}  // namespace

CONTEND_TEST(SharedMutexMap, IsWrittenUnderTheSharedLock) {
    return contend::spec<Scores>()
        .operation("set", &Scores::set)
        .operation("get", &Scores::get)
        .criterion(contend::check::Criterion::none)  // the results are wrong too
        .expect("data-race");
}
