// The program that the tests of bad input start: one test that fails, others that pass or are misused.
#include <contend/gtest.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace {

class RacyMap {
public:
    void put(int key, int value) { map_[key] = value; }
    int size() const { return static_cast<int>(map_.size()); }

private:
    std::map<int, int> map_;
};

class Counter {
public:
    void add() { ++count_; }

private:
    std::atomic<int> count_{0};
};

}  // namespace

CONTEND_TEST(Subject, Races) {
    return contend::spec<RacyMap>()
        .operation("put", &RacyMap::put)
        .operation("size", &RacyMap::size);
}

CONTEND_TEST(Subject, IsClean) { return contend::spec<Counter>().operation("add", &Counter::add); }

CONTEND_TEST(Subject, HasNoOperations) { return contend::spec<Counter>(); }

CONTEND_TEST(Subject, ExpectsWhatThereIsNot) {
    return contend::spec<Counter>().operation("add", &Counter::add).expect("data-rice");
}

CONTEND_TEST(Subject, ExpectsARace) {
    return contend::spec<Counter>().operation("add", &Counter::add).expect("data-race");
}

TEST(Plain, RacesFreely) {
    auto value = std::make_unique<int>(0);
    std::thread other([&] { ++*value; });
    ++*value;
    other.join();
}

TEST(Plain, Passes) {}

TEST(Exploration, FailsAnAssertionInAThread) {
    const contend::Result result = contend::explore([] {
        std::atomic<int> value{0};
        std::thread other([&] { ++value; });
        EXPECT_EQ(value, 0) << "the other thread was first";
        other.join();
    });
    EXPECT_FALSE(result.passed());
    EXPECT_TRUE(result.passed()) << result;
}
