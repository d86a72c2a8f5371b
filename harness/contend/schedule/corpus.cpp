#include <contend/schedule/corpus.hpp>

namespace contend::schedule {

void Corpus::begin() {
    overflowed_ = false;
    recorded_ = fresh_ = 0;
}

void Corpus::end(const Communication& seen) {
    if (fresh_ == 0) return;
    if (size_ < kept_max) {
        ++size_;
        return;
    }
    unsigned commonest = 0;
    for (unsigned i = 1; i < size_; ++i)
        if (seen.seen((*this)[i].pair) > seen.seen((*this)[commonest].pair)) commonest = i;
    const std::uint8_t spare = order_[commonest];
    order_[commonest] = order_[size_];
    order_[size_] = spare;
}

}  // namespace contend::schedule
