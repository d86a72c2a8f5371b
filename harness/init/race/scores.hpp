#pragma once

#include <unordered_map>

// Who has how many points. Used by several threads, and not fit for it.
class Scores {
public:
    void add(int player, int points) { points_[player] += points; }

    int total() const {
        int sum = 0;
        for (const auto& [player, points] : points_) sum += points;
        return sum;
    }

private:
    std::unordered_map<int, int> points_;
};
