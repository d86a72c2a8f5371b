// The classic: a map that one thread iterates while another writes it, with no lock at all.
//
// ThreadSanitizer alone sees it only if the two happen to meet; contend makes them meet.
#include <contend/gtest.hpp>

#include <unordered_map>

namespace {

class Scores {
public:
    void set(int player, int score) { scores_[player] = score; }

    int total() const {
        int sum = 0;
        for (const auto& [player, score] : scores_) sum += score;
        return sum;
    }

private:
    std::unordered_map<int, int> scores_;
};

}  // namespace

CONTEND_TEST(UnguardedMap, IsIteratedWhileWritten) {
    return contend::spec<Scores>()
        .operation("set", &Scores::set)
        .operation("total", &Scores::total)
        .expect("data-race");
}
