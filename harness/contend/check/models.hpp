#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

/// What the usual containers do when one thread uses them: models for `contend::model<M>()`.
///
///     contend::spec<MyQueue>()
///         .operation("push", &MyQueue::push)
///         .operation("pop", &MyQueue::try_pop)
///         .model(contend::model<contend::models::Queue<int>>()
///                    .operation("push", &contend::models::Queue<int>::push)
///                    .operation("pop", &contend::models::Queue<int>::try_pop));
///
/// Each has the functions that such containers tend to have; results must be of the types that the
/// subject's operations give, or be equal as numbers. Every model tells its state, so that a history
/// is judged in steps that grow with the states, not with the orders. Values of type `T` are copied;
/// functions throw nothing that `T` does not.
namespace contend::models {

/// One value that is read and replaced.
template <class T> class Register {
public:
    Register() = default;
    explicit Register(T value) : value_(std::move(value)) {}

    T load() const { return value_; }
    void store(T value) { value_ = std::move(value); }
    T exchange(T value) { return std::exchange(value_, std::move(value)); }
    bool compare_exchange(const T& expected, T desired) {
        if (!(value_ == expected)) return false;
        value_ = std::move(desired);
        return true;
    }
    const T& state() const { return value_; }

private:
    T value_{};
};

/// A number that is counted up and down.
template <class T = long> class Counter {
public:
    Counter() = default;
    explicit Counter(T value) : value_(value) {}

    /// The value after it, and before it.
    T add(T amount) { return value_ += amount; }
    T fetch_add(T amount) { return std::exchange(value_, static_cast<T>(value_ + amount)); }
    T increment() { return ++value_; }
    T decrement() { return --value_; }
    T value() const { return value_; }
    const T& state() const { return value_; }

private:
    T value_{};
};

template <class T> class Set {
public:
    /// Whether it was not there.
    bool insert(const T& value) { return values_.insert(value).second; }
    /// Whether it was there.
    bool erase(const T& value) { return values_.erase(value) != 0; }
    bool contains(const T& value) const { return values_.count(value) != 0; }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    void clear() { values_.clear(); }
    const std::set<T>& state() const { return values_; }

private:
    std::set<T> values_;
};

template <class K, class V> class Map {
public:
    /// Whether the key was not there; if it was, it keeps its value.
    bool insert(const K& key, const V& value) { return values_.emplace(key, value).second; }
    /// Whether the key was not there; it has this value now.
    bool insert_or_assign(const K& key, const V& value) {
        return values_.insert_or_assign(key, value).second;
    }
    void put(const K& key, const V& value) { values_.insert_or_assign(key, value); }
    std::optional<V> get(const K& key) const {
        const auto place = values_.find(key);
        return place == values_.end() ? std::nullopt : std::optional<V>(place->second);
    }
    /// The value of the key, which has `value` if it had none.
    V get_or_insert(const K& key, const V& value) {
        return values_.emplace(key, value).first->second;
    }
    bool erase(const K& key) { return values_.erase(key) != 0; }
    /// The value that it had.
    std::optional<V> take(const K& key) {
        std::optional<V> taken = get(key);
        values_.erase(key);
        return taken;
    }
    bool compare_and_swap(const K& key, const V& expected, const V& desired) {
        const auto place = values_.find(key);
        if (place == values_.end() || !(place->second == expected)) return false;
        place->second = desired;
        return true;
    }
    bool contains(const K& key) const { return values_.count(key) != 0; }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    void clear() { values_.clear(); }
    const std::map<K, V>& state() const { return values_; }

private:
    std::map<K, V> values_;
};

/// Both ends open; of a work-stealing deque the owner has the back.
template <class T> class Deque {
public:
    void push_front(const T& value) { values_.push_front(value); }
    void push_back(const T& value) { values_.push_back(value); }
    /// Nothing when it is empty, as the next three.
    std::optional<T> try_pop_front() {
        std::optional<T> value = front();
        if (value) values_.pop_front();
        return value;
    }
    std::optional<T> try_pop_back() {
        std::optional<T> value = back();
        if (value) values_.pop_back();
        return value;
    }
    std::optional<T> front() const {
        return values_.empty() ? std::nullopt : std::optional<T>(values_.front());
    }
    std::optional<T> back() const {
        return values_.empty() ? std::nullopt : std::optional<T>(values_.back());
    }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    const std::deque<T>& state() const { return values_; }

private:
    std::deque<T> values_;
};

/// First in, first out.
template <class T> class Queue {
public:
    void push(const T& value) { values_.push_back(value); }
    /// Nothing when it is empty.
    std::optional<T> try_pop() { return values_.try_pop_front(); }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    const std::deque<T>& state() const { return values_.state(); }

private:
    Deque<T> values_;
};

/// Last in, first out.
template <class T> class Stack {
public:
    void push(const T& value) { values_.push_back(value); }
    /// Nothing when it is empty.
    std::optional<T> try_pop() { return values_.try_pop_back(); }
    std::optional<T> top() const { return values_.back(); }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    const std::deque<T>& state() const { return values_.state(); }

private:
    Deque<T> values_;
};

/// The greatest first, as in the standard library.
template <class T, class Less = std::less<T>> class PriorityQueue {
public:
    void push(const T& value) { values_.insert(value); }
    std::optional<T> try_pop() {
        if (values_.empty()) return std::nullopt;
        const auto last = std::prev(values_.end());
        std::optional<T> value = *last;
        values_.erase(last);
        return value;
    }
    std::optional<T> top() const {
        return values_.empty() ? std::nullopt : std::optional<T>(*std::prev(values_.end()));
    }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    const std::multiset<T, Less>& state() const { return values_; }

private:
    std::multiset<T, Less> values_;
};

}  // namespace contend::models
