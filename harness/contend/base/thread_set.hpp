#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/ids.hpp>

namespace contend::base {

/// A set of logical threads, ordered by id. All operations take time proportional to threads_max /
/// 64 at most.
class ThreadSet {
public:
    CONTEND_INLINE void insert(ThreadId id) {
        if (!contains(id)) {
            words_[id / 64] |= bit(id);
            ++size_;
        }
    }
    CONTEND_INLINE void erase(ThreadId id) {
        if (contains(id)) {
            words_[id / 64] &= ~bit(id);
            --size_;
        }
    }
    CONTEND_INLINE void clear() { *this = ThreadSet{}; }
    CONTEND_INLINE bool contains(ThreadId id) const { return (words_[id / 64] & bit(id)) != 0; }
    CONTEND_INLINE bool empty() const { return size_ == 0; }
    CONTEND_INLINE unsigned size() const { return size_; }

    /// The member with `index` smaller members; `index` must be below size().
    CONTEND_INLINE ThreadId nth(unsigned index) const {
        for (unsigned word = 0; word < words; ++word)
            for (std::uint64_t rest = words_[word]; rest != 0; rest &= rest - 1)
                if (index-- == 0)
                    return static_cast<ThreadId>(word * 64 +
                                                 static_cast<unsigned>(__builtin_ctzll(rest)));
        return no_thread;
    }

    /// The smallest member, no_thread when empty.
    CONTEND_INLINE ThreadId first() const { return from(0); }

    /// The smallest member above `id`, no_thread when there is none.
    CONTEND_INLINE ThreadId after(ThreadId id) const { return from(id + 1u); }

    /// The next member after `id` in cyclic order, `id` itself only when it is the only one.
    CONTEND_INLINE ThreadId cyclic_after(ThreadId id) const {
        const ThreadId next = after(id);
        return next != no_thread ? next : first();
    }

private:
    static constexpr unsigned words = threads_max / 64;

    CONTEND_INLINE static std::uint64_t bit(ThreadId id) { return std::uint64_t{1} << (id % 64); }

    CONTEND_INLINE ThreadId from(unsigned start) const {
        if (start >= threads_max) return no_thread;
        unsigned word = start / 64;
        std::uint64_t rest = words_[word] & (~std::uint64_t{0} << (start % 64));
        while (rest == 0) {
            if (++word == words) return no_thread;
            rest = words_[word];
        }
        return static_cast<ThreadId>(word * 64 + static_cast<unsigned>(__builtin_ctzll(rest)));
    }

    std::uint64_t words_[words] = {};
    unsigned size_ = 0;
};

}  // namespace contend::base
