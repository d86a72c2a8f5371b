// Each slot is atomic, so there is no data race; but going through them is not. A guard in the container stops it.
#include <contend/fault.hpp>
#include <contend/gtest.hpp>

#include <array>
#include <atomic>
#include <thread>

namespace {

class Slots {
public:
    void swap(std::size_t first, std::size_t second) {
        const contend::Writing writing(guard_);
        const int value = slots_[first].exchange(slots_[second]);
        slots_[second].store(value);
    }

    int total() const {
        const contend::Iterating iterating(guard_);
        int sum = 0;
        for (const std::atomic<int>& slot : slots_) sum += slot.load();
        return sum;
    }

private:
    contend::AccessGuard guard_{"table"};
    std::array<std::atomic<int>, 2> slots_{};
};

}  // namespace

CONTEND_TEST(Litmus, GuardedIterationAndWrite) {
    return contend::body([] {
               Slots slots;
               std::thread writer([&] { slots.swap(0, 1); });
               std::thread reader([&] { static_cast<void>(slots.total()); });
               writer.join();
               reader.join();
           })
        .expect("crash");
}
