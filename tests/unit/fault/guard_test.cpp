// Goal: what is right is not accused: what one thread does within its own scopes, readers beside one another, what a lock
// orders, and copies. (What is accused ends the process, and so the test.)
#include <unit/fault/other_thread.hpp>

#include <contend/fault.hpp>

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace contend::test {
namespace {

static_assert(sizeof(AccessGuard) <= 3 * sizeof(std::uint64_t));
static_assert(std::is_nothrow_copy_constructible_v<AccessGuard>);
static_assert(std::is_nothrow_move_constructible_v<AccessGuard>);
static_assert(std::is_nothrow_copy_assignable_v<AccessGuard>);
static_assert(!std::is_copy_constructible_v<Writing> && !std::is_copy_constructible_v<Reading>);

constexpr AccessGuard made_at_compile_time("table");

class Numbers {
public:
    void set(int key, int value) {
        const Writing writing(guard);
        if (find(key) != nullptr) erase(key);
        numbers_[key] = value;
    }

    void erase(int key) {
        const Writing writing(guard);
        numbers_.erase(key);
    }

    const int* find(int key) const {
        const Reading reading(guard);
        const auto found = numbers_.find(key);
        return found == numbers_.end() ? nullptr : &found->second;
    }

    int total() const {
        const Iterating iterating(guard);
        int sum = 0;
        for (const auto& [key, value] : numbers_) {
            iterating.step();
            sum += *find(key);
        }
        return sum;
    }

    void drop_odd_ones() {
        const Iterating iterating(guard);
        for (auto number = numbers_.begin(); number != numbers_.end();) {
            iterating.step();
            const int key = (number++)->first;
            if (key % 2 != 0) erase(key);
        }
    }

    AccessGuard guard;

private:
    std::map<int, int> numbers_;
};

TEST(Guard, lets_a_thread_do_what_it_likes_within_its_own_scopes) {
    Numbers numbers;
    for (int i = 0; i < 100; ++i) numbers.set(i % 10, i % 10);
    EXPECT_EQ(numbers.total(), 45);
    numbers.drop_odd_ones();
    EXPECT_EQ(numbers.total(), 20);
}

TEST(Guard, lets_scopes_end_in_any_order) {
    AccessGuard guard;
    auto first = std::make_unique<Writing>(guard);
    auto reading = std::make_unique<Reading>(guard);
    auto second = std::make_unique<Writing>(guard);
    first.reset();
    reading.reset();
    second.reset();
    write_elsewhere(guard);
    const Reading again(guard);
}

TEST(Guard, ends_a_scope_that_an_exception_leaves) {
    AccessGuard guard;
    EXPECT_THROW(
        {
            const Writing writing(guard);
            throw std::runtime_error("full");
        },
        std::runtime_error);
    write_elsewhere(guard);
}

TEST(Guard, lets_readers_in_beside_one_another) {
    AccessGuard guard;
    const OtherThread<Reading> first(guard);
    const OtherThread<Iterating> second(guard);
    const Reading reading(guard);
    const Iterating iterating(guard);
    iterating.step();
}

TEST(Guard, lets_threads_take_turns) {
    Numbers numbers;
    for (int i = 0; i < 20; ++i) {
        std::thread([&] { numbers.set(i, i); }).join();
        numbers.set(100 + i, i);
        std::thread([&] { numbers.drop_odd_ones(); }).join();
    }
    EXPECT_EQ(numbers.total(), 180);
}

TEST(Guard, of_a_copy_knows_nothing_of_the_original) {
    Numbers numbers;
    numbers.set(1, 1);
    const OtherThread<Writing> other(numbers.guard);
    Numbers copy(numbers);
    EXPECT_EQ(copy.total(), 1);
    copy = numbers;
    EXPECT_EQ(copy.total(), 1);
}

TEST(Guard, of_a_moved_container_stays_where_it_was) {
    Numbers from;
    Numbers to;
    from.set(1, 1);
    const OtherThread<Writing> other(from.guard);
    to = std::move(from);
    Numbers third(std::move(to));
    EXPECT_EQ(third.total(), 1);
    to.set(2, 2);  // NOLINT(bugprone-use-after-move)
    std::swap(third, to);
    EXPECT_EQ(third.total(), 2);
    EXPECT_EQ(to.total(), 1);
}

TEST(Guard, keeps_its_scopes_while_its_container_is_assigned_to) {
    Numbers numbers;
    const Writing writing(numbers.guard);
    numbers = Numbers();
    numbers.set(1, 1);
    EXPECT_EQ(numbers.total(), 1);
}

TEST(Guard, is_kept_in_a_vector_that_grows) {
    std::vector<Numbers> all;
    for (int i = 0; i < 100; ++i) {
        all.emplace_back().set(i, i);
        EXPECT_EQ(all.front().total(), 0);
    }
    EXPECT_EQ(all.back().total(), 99);
}

TEST(Guard, serves_a_constant) { const Reading reading(made_at_compile_time); }

// More writes than the guard counts.
TEST(Guard, counts_without_end) {
    AccessGuard guard;
    for (int i = 0; i < 2000000; ++i) const Writing writing(guard);
    write_elsewhere(guard);
    const Reading reading(guard);
}

}  // namespace
}  // namespace contend::test
