// Goal: the models do what the containers they are named after do.
#include <contend/check/models.hpp>

#include <gtest/gtest.h>

#include <string>

namespace contend::models {
namespace {

TEST(Models, register_keeps_what_was_stored_last) {
    Register<int> one;
    one.store(3);
    EXPECT_EQ(one.exchange(4), 3);
    EXPECT_FALSE(one.compare_exchange(3, 5));
    EXPECT_TRUE(one.compare_exchange(4, 5));
    EXPECT_EQ(one.load(), 5);
}

TEST(Models, counter_counts) {
    Counter<int> counter(1);
    EXPECT_EQ(counter.fetch_add(2), 1);
    EXPECT_EQ(counter.add(2), 5);
    EXPECT_EQ(counter.increment(), 6);
    EXPECT_EQ(counter.decrement(), 5);
    EXPECT_EQ(counter.value(), 5);
}

TEST(Models, set_holds_each_value_once) {
    Set<int> set;
    EXPECT_TRUE(set.insert(1));
    EXPECT_FALSE(set.insert(1));
    EXPECT_EQ(set.size(), 1U);
    EXPECT_TRUE(set.contains(1));
    EXPECT_TRUE(set.erase(1));
    EXPECT_FALSE(set.erase(1));
    EXPECT_TRUE(set.empty());
}

TEST(Models, map_holds_a_value_a_key) {
    Map<std::string, int> map;
    EXPECT_TRUE(map.insert("a", 1));
    EXPECT_FALSE(map.insert("a", 2));
    EXPECT_FALSE(map.insert_or_assign("a", 3));
    EXPECT_EQ(map.get("a"), 3);
    EXPECT_EQ(map.get_or_insert("a", 4), 3);
    EXPECT_EQ(map.get_or_insert("b", 4), 4);
    EXPECT_FALSE(map.compare_and_swap("b", 3, 5));
    EXPECT_TRUE(map.compare_and_swap("b", 4, 5));
    EXPECT_EQ(map.take("b"), 5);
    EXPECT_EQ(map.take("b"), std::nullopt);
    map.put("a", 6);
    EXPECT_EQ(map.size(), 1U);
    EXPECT_TRUE(map.erase("a"));
    EXPECT_FALSE(map.contains("a"));
}

TEST(Models, queue_gives_the_oldest_and_stack_the_newest) {
    Queue<int> queue;
    Stack<int> stack;
    for (const int value : {1, 2}) {
        queue.push(value);
        stack.push(value);
    }
    EXPECT_EQ(stack.top(), 2);
    EXPECT_EQ(queue.try_pop(), 1);
    EXPECT_EQ(stack.try_pop(), 2);
    EXPECT_EQ(queue.try_pop(), 2);
    EXPECT_EQ(stack.try_pop(), 1);
    EXPECT_EQ(queue.try_pop(), std::nullopt);
    EXPECT_EQ(stack.try_pop(), std::nullopt);
}

TEST(Models, deque_has_two_ends) {
    Deque<int> deque;
    deque.push_back(2);
    deque.push_back(3);
    deque.push_front(1);
    EXPECT_EQ(deque.front(), 1);
    EXPECT_EQ(deque.back(), 3);
    EXPECT_EQ(deque.try_pop_front(), 1);
    EXPECT_EQ(deque.try_pop_back(), 3);
    EXPECT_EQ(deque.try_pop_back(), 2);
    EXPECT_EQ(deque.try_pop_front(), std::nullopt);
    EXPECT_EQ(deque.back(), std::nullopt);
}

TEST(Models, priority_queue_gives_the_greatest) {
    PriorityQueue<int> queue;
    for (const int value : {2, 3, 1, 3}) queue.push(value);
    EXPECT_EQ(queue.top(), 3);
    EXPECT_EQ(queue.try_pop(), 3);
    EXPECT_EQ(queue.try_pop(), 3);
    EXPECT_EQ(queue.try_pop(), 2);
    EXPECT_EQ(queue.size(), 1U);
}

}  // namespace
}  // namespace contend::models
