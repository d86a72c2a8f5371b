// The same as lost_update, of a class: its invariant tells.
#include <contend/gtest.hpp>

#include <atomic>

namespace {

struct Counter {
    void increment() {
        value.store(value.load() + 1);
        ++calls;
    }
    std::atomic<int> value = 0;
    std::atomic<int> calls = 0;
};

}  // namespace

CONTEND_TEST(Litmus, LostUpdateBreaksInvariant) {
    return contend::spec<Counter>()
        .operation("increment", &Counter::increment)
        .invariant("counts calls", [](const Counter& c) { return c.value == c.calls; })
        .expect("invariant");
}
