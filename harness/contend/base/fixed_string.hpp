#pragma once

#include <contend/base/attributes.hpp>

#include <cstddef>

namespace contend::base {

/// A string of at most `Capacity - 1` characters inside the object: no allocation, fit for shared
/// memory.
///
/// Text that does not fit is cut, never written past the end; `truncated()` tells. Always
/// zero-terminated.
template <std::size_t Capacity> class FixedString {
public:
    CONTEND_INLINE FixedString() = default;
    CONTEND_INLINE FixedString(const char* text) { append(text); }

    CONTEND_INLINE void clear() {
        size_ = 0;
        truncated_ = false;
        text_[0] = '\0';
    }

    CONTEND_INLINE FixedString& append(const char* text) {
        while (text != nullptr && *text != '\0') push_back(*text++);
        return *this;
    }

    CONTEND_INLINE FixedString& append(const char* text, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) push_back(text[i]);
        return *this;
    }

    /// Appends `number` in decimal.
    CONTEND_INLINE FixedString& append_number(unsigned long long number) {
        char digits[20];
        std::size_t count = 0;
        do {
            digits[count++] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number != 0);
        while (count != 0) push_back(digits[--count]);
        return *this;
    }

    CONTEND_INLINE void push_back(char character) {
        if (size_ + 1 >= Capacity) {
            truncated_ = true;
            return;
        }
        text_[size_++] = character;
        text_[size_] = '\0';
    }

    CONTEND_INLINE const char* c_str() const { return text_; }
    CONTEND_INLINE std::size_t size() const { return size_; }
    CONTEND_INLINE bool empty() const { return size_ == 0; }
    CONTEND_INLINE bool truncated() const { return truncated_; }

private:
    char text_[Capacity] = {};
    std::size_t size_ = 0;
    bool truncated_ = false;
};

}  // namespace contend::base
