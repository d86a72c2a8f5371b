// A slot by which threads hand one another items: who finds it empty leaves one there.
//
// Wrong: to find it empty and to leave an item are two steps. Two threads find it empty, and the first item is gone.
#include "suite.hpp"

#include <atomic>

namespace {

template <bool Right> class ExchangeSlot {
public:
    static contend::Testable specification() {
        return contend::spec<ExchangeSlot>()
            .operation("give", &ExchangeSlot::give)
            .operation("take", &ExchangeSlot::take)
            .invariant("no item is lost", [](const ExchangeSlot& slot) {
                return slot.given_ == slot.taken_ + slot.item_;
            });
    }

private:
    void give(int item) {
        int empty = 0;
        if constexpr (Right) {
            if (!item_.compare_exchange_strong(empty, item)) return;
        } else {
            if (item_.load() != empty) return;
            item_.store(item);
        }
        given_.fetch_add(item);
    }

    void take() { taken_.fetch_add(item_.exchange(0)); }

    std::atomic<int> item_ = 0;
    std::atomic<int> given_ = 0;
    std::atomic<int> taken_ = 0;
};

}  // namespace

CONTEND_QUALITY(exchanger_lost_item) {
    return contend::quality::right_and_wrong<ExchangeSlot>("invariant",
                                                           "/give:1+take+take/give:2+take/");
}
