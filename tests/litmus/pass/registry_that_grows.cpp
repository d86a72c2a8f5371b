// Now and then, ever more rarely, an execution has to make room for what all of them keep.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>
#include <vector>

namespace {

class Registry {
public:
    void add(int number) {
        const std::lock_guard lock(mutex_);
        if (numbers_.size() == numbers_.capacity()) grow();
        numbers_.push_back(number);
    }

private:
    void grow() {
        const std::lock_guard lock(growing_);
        numbers_.reserve(2 * numbers_.capacity() + 1);
    }

    std::mutex mutex_;
    std::mutex growing_;
    std::vector<int> numbers_;
};

}  // namespace

CONTEND_TEST(Litmus, RegistryThatGrows) {
    return contend::body([] {
        static Registry registry;
        std::thread first([] { registry.add(1); });
        std::thread second([] { registry.add(2); });
        first.join();
        second.join();
    });
}
