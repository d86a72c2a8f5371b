// Goal: an operation that is declared lock-free or wait-free and needs others is found, and one that does not is left
// alone. Method: right and wrong containers side by side, of each way to wait.
#include <unit/run/exploring.hpp>

#include <contend/run/token.hpp>
#include <contend/schedule/schedule.hpp>

#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Progress : public test::ExploringTest {
protected:
    // The finding that a specification leads to, which has to be this kind's.
    report::Finding found(const Result& result) {
        EXPECT_EQ(result.report().verdict, report::Verdict::failed) << result;
        if (result.report().findings.empty()) return {};
        const report::Finding& finding = result.report().findings.front();
        EXPECT_EQ(finding.kind, Kind::not_lock_free) << result;
        EXPECT_GE(finding.confirmed.times, 4U) << result;
        return finding;
    }

    // The token alone shows it again.
    void expect_replay(const Testable& testable, const report::Finding& finding) {
        begin_again();
        options_.replay = finding.token;
        use();
        const Result again = explore(testable);
        ASSERT_EQ(again.report().findings.size(), 1U) << again;
        EXPECT_EQ(again.report().findings.front().signature, finding.signature);
        EXPECT_EQ(again.report().findings.front().summary, finding.summary);
    }

    static bool suspends(const report::Finding& finding) {
        const Token token = *decode_token(finding.token);
        for (const schedule::Switch& entry : token.schedule)
            if (entry.to == schedule::everybody_else_suspended) return true;
        return false;
    }
};

/// Nodes are never freed: no reclamation, no ABA.
class TreiberStack {
public:
    ~TreiberStack() {
        for (Node* node = all_.load(); node != nullptr;) delete std::exchange(node, node->older);
    }
    void push(int value) {
        Node* const node = new Node{value, nullptr, nullptr};
        node->older = all_.load();
        while (!all_.compare_exchange_weak(node->older, node)) {
        }
        Node* next = top_.load();
        do node->next = next;
        while (!top_.compare_exchange_weak(next, node));
    }
    int pop() {
        Node* node = top_.load();
        while (node != nullptr && !top_.compare_exchange_weak(node, node->next)) {
        }
        return node == nullptr ? -1 : node->value;
    }

private:
    struct Node {
        int value;
        Node* next;
        Node* older;
    };
    std::atomic<Node*> top_ = nullptr;
    std::atomic<Node*> all_ = nullptr;
};

/// Michael and Scott's queue (PODC 1996), and one whose enqueue waits until the tail is where it belongs.
template <bool Helps> class LinkedQueue {
public:
    LinkedQueue() { head_ = tail_ = first_ = new Node; }
    ~LinkedQueue() {
        for (Node* node = first_; node != nullptr;) delete std::exchange(node, node->next.load());
    }
    void enqueue(int value) {
        Node* const node = new Node{value};
        for (;;) {
            Node* tail = tail_.load();
            Node* next = tail->next.load();
            if (next != nullptr) {
                if (Helps) tail_.compare_exchange_strong(tail, next);
                continue;
            }
            if (!tail->next.compare_exchange_strong(next, node)) continue;
            tail_.compare_exchange_strong(tail, node);
            return;
        }
    }
    int dequeue() {
        for (;;) {
            Node* head = head_.load();
            Node* tail = tail_.load();
            Node* const next = head->next.load();
            if (next == nullptr) return -1;
            if (head == tail && Helps) tail_.compare_exchange_strong(tail, next);
            if (head_.compare_exchange_strong(head, next)) return next->value;
        }
    }

private:
    struct Node {
        int value = 0;
        std::atomic<Node*> next = nullptr;
    };
    std::atomic<Node*> head_ = nullptr;
    std::atomic<Node*> tail_ = nullptr;
    Node* first_;
};

class LockedStack {
public:
    void push(int value) {
        const std::lock_guard lock(mutex_);
        values_.push_back(value);
    }
    int size() {
        const std::lock_guard lock(mutex_);
        return static_cast<int>(values_.size());
    }

private:
    std::mutex mutex_;
    std::vector<int> values_;
};

class SpinningCounter {
public:
    void add() {
        while (taken_.exchange(true)) {
        }
        value_ = value_ + 1;
        taken_.store(false);
    }

private:
    std::atomic<bool> taken_ = false;
    int value_ = 0;
};

/// The reader of a sequence lock waits for the writer, but not the writer for the reader.
class SequenceLock {
public:
    void write(int value) {
        unsigned even = sequence_.load();
        while (even % 2 != 0 || !sequence_.compare_exchange_weak(even, even + 1))
            even = sequence_.load();
        first_.store(value);
        second_.store(value);
        sequence_.store(even + 2);
    }
    int read() const {
        for (;;) {
            const unsigned before = sequence_.load();
            const int sum = first_.load() + second_.load();
            if (before % 2 == 0 && sequence_.load() == before) return sum;
        }
    }

private:
    std::atomic<unsigned> sequence_ = 0;
    std::atomic<int> first_ = 0;
    std::atomic<int> second_ = 0;
};

class Gate {
public:
    void open() {
        open_.store(true);
        open_.notify_all();
    }
    void pass() { open_.wait(false); }

private:
    std::atomic<bool> open_ = false;
};

class Counter {
public:
    int add() { return value_.fetch_add(1); }
    int add_by_exchange() {
        int value = value_.load();
        while (!value_.compare_exchange_weak(value, value + 1)) {
        }
        return value;
    }
    void reset() { value_.store(0); }

private:
    std::atomic<int> value_ = 0;
};

TEST_F(Progress, of_a_treiber_stack_needs_nobody) {
    const Result result = explore(spec<TreiberStack>()
                                      .operation("push", &TreiberStack::push)
                                      .operation("pop", &TreiberStack::pop)
                                      .lock_free("push")
                                      .lock_free("pop"));
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(Progress, of_a_queue_that_helps_needs_nobody) {
    using Queue = LinkedQueue<true>;
    const Result result = explore(spec<Queue>()
                                      .operation("enqueue", &Queue::enqueue)
                                      .operation("dequeue", &Queue::dequeue)
                                      .lock_free("enqueue")
                                      .lock_free("dequeue"));
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(Progress, of_a_queue_that_does_not_help_needs_who_is_in_the_middle) {
    using Queue = LinkedQueue<false>;
    const auto queue =
        spec<Queue>().operation("enqueue", &Queue::enqueue).lock_free("enqueue").threads(2);
    const report::Finding finding = found(explore(queue));
    EXPECT_THAT(finding.summary,
                HasSubstr("enqueue is declared lock-free, but does not return while all other "
                          "threads are suspended"));
    EXPECT_TRUE(suspends(finding));
    EXPECT_FALSE(finding.schedule.minimal);
    expect_replay(queue, finding);
}

TEST_F(Progress, under_a_mutex_needs_who_has_it) {
    const auto stack = spec<LockedStack>()
                           .operation("push", &LockedStack::push)
                           .operation("size", &LockedStack::size)
                           .lock_free("push");
    const report::Finding finding = found(explore(stack));
    EXPECT_THAT(finding.summary,
                AllOf(HasSubstr("push is declared lock-free, but waits for another thread"),
                      HasSubstr("waits for a mutex (held by thread")));
    EXPECT_FALSE(suspends(finding));
    ASSERT_GE(finding.stacks.size(), 2U);
    expect_replay(stack, finding);
}

TEST_F(Progress, under_a_spin_lock_needs_who_has_it) {
    const auto counter =
        spec<SpinningCounter>().operation("add", &SpinningCounter::add).lock_free("add");
    expect_replay(counter, found(explore(counter)));
}

TEST_F(Progress, of_the_reader_of_a_sequence_lock_needs_the_writer) {
    const auto lock = spec<SequenceLock>()
                          .operation("write", &SequenceLock::write)
                          .operation("read", &SequenceLock::read)
                          .unjudged();
    EXPECT_THAT(found(explore(lock.lock_free("read"))).summary,
                HasSubstr("read is declared lock-free"));
}

TEST_F(Progress, that_waits_for_a_notification_needs_who_notifies) {
    const auto gate = spec<Gate>()
                          .operation("open", &Gate::open)
                          .operation("pass", &Gate::pass)
                          .lock_free("pass");
    EXPECT_THAT(found(explore(gate)).summary, HasSubstr("waits for a notification"));
}

TEST_F(Progress, of_who_promises_nothing_is_not_looked_at) {
    const Result result = explore(spec<LockedStack>()
                                      .operation("push", &LockedStack::push)
                                      .operation("size", [](LockedStack&) { return 0; })
                                      .lock_free("size"));
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(Progress, within_a_number_of_points_is_counted_in_every_execution) {
    const auto counter = spec<Counter>()
                             .operation("add", &Counter::add)
                             .operation("reset", &Counter::reset)
                             .unjudged();
    const Result within = explore(counter.wait_free("add", 1).wait_free("reset", 1));
    EXPECT_TRUE(within.passed()) << within;
}

// Much to do is no waiting, also where every access counts.
TEST_F(Progress, of_a_long_operation_needs_nobody) {
    options_.granularity = "access";
    options_.executions = 200;
    use();
    struct Log {
        void append() {
            for (std::atomic<int>& entry : entries) entry.fetch_add(1);
        }
        std::array<std::atomic<int>, 3'000> entries = {};
    };
    const Result result = explore(spec<Log>()
                                      .operation("append", &Log::append)
                                      .lock_free("append")
                                      .threads(2)
                                      .operations_per_thread(1));
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(Progress, that_others_can_put_off_is_lock_free) {
    const Result result = explore(
        spec<Counter>().operation("add", &Counter::add_by_exchange).lock_free("add").threads(3));
    EXPECT_TRUE(result.passed()) << result;
}

// Another thread's success costs it another round.
TEST_F(Progress, that_others_can_put_off_is_not_wait_free) {
    const auto counter =
        spec<Counter>().operation("add", &Counter::add_by_exchange).wait_free("add", 2).threads(3);
    const report::Finding finding = found(explore(counter));
    EXPECT_THAT(finding.summary,
                HasSubstr("is declared wait-free within 2 scheduling points, but takes more"));
    expect_replay(counter, finding);
}

TEST_F(Progress, is_watched_by_the_exhaustive_strategy_where_threads_wait) {
    options_.strategy = "exhaustive";
    use();
    const auto stack = spec<LockedStack>()
                           .operation("push", &LockedStack::push)
                           .lock_free("push")
                           .threads(2)
                           .operations_per_thread(1);
    static_cast<void>(found(explore(stack)));
}

TEST_F(Progress, is_watched_beside_every_interleaving) {
    options_.strategy = "exhaustive";
    use();
    const auto add = spec<Counter>()
                         .operation("add", &Counter::add)
                         .unjudged()
                         .lock_free("add")
                         .threads(2)
                         .operations_per_thread(2);
    const Result result = explore(add);
    EXPECT_TRUE(result.passed()) << result;
    const report::Stats& stats = result.report().stats;
    EXPECT_EQ(stats.scenarios_exhausted, stats.scenarios);
    EXPECT_GE(stats.executions, 100 * stats.scenarios);
}

}  // namespace
}  // namespace contend::run
