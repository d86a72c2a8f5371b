#include <contend/program/zero_pages.hpp>

#include <contend/base/attributes.hpp>
#include <contend/base/system.hpp>

#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <cstdint>

namespace contend::program {
namespace {

using base::system::call;

struct Mapping {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    bool plain = false;  // writable, private, and of no file
};

int open_to_read(const char* path) {
    constexpr int here = -100;  // AT_FDCWD
    return static_cast<int>(call(SYS_openat, here, reinterpret_cast<long>(path), O_RDONLY));
}

/// Reads /proc/self/maps, one mapping after the other. A line is
/// "begin-end rwxp offset device inode   name".
class Mappings {
public:
    Mappings() : file_(open_to_read("/proc/self/maps")) {}
    ~Mappings() {
        if (file_ >= 0) call(SYS_close, file_);
    }
    Mappings(const Mappings&) = delete;
    Mappings& operator=(const Mappings&) = delete;

    bool next(Mapping& mapping) {
        mapping.begin = number(16);
        mapping.end = number(16);
        if (mapping.end == 0) return false;
        const bool readable = character() == 'r';
        const bool writable = character() == 'w';
        character();
        const bool owned = character() == 'p';
        character();
        number(16);
        number(16);  // the device's two halves
        number(16);
        const std::uintptr_t inode = number(10);
        mapping.plain = readable && writable && owned && inode == 0;
        while (last_ != '\n' && last_ != '\0') character();
        return true;
    }

private:
    char character() {
        if (position_ == size_) {
            size_ = call(SYS_read, file_, reinterpret_cast<long>(buffer_), sizeof buffer_);
            position_ = 0;
            if (size_ <= 0) return size_ = 0, last_ = '\0';
        }
        return last_ = buffer_[position_++];
    }

    // Up to the first character that is no digit, which is consumed.
    std::uintptr_t number(unsigned base) {
        std::uintptr_t value = 0;
        for (;;) {
            const char digit = character();
            if (digit >= '0' && digit <= '9')
                value = value * base + static_cast<unsigned>(digit - '0');
            else if (base == 16 && digit >= 'a' && digit <= 'f')
                value = value * base + static_cast<unsigned>(digit - 'a') + 10;
            else
                return value;
        }
    }

    int file_;
    long size_ = 0;
    long position_ = 0;
    char last_ = '\0';
    char buffer_[1024];
};

bool is_zero(std::uintptr_t page, std::uintptr_t page_bytes) {
    const auto* const words = reinterpret_cast<const std::uint64_t*>(page);
    for (std::uintptr_t i = 0; i < page_bytes / sizeof *words; ++i)
        if (words[i] != 0) return false;
    return true;
}

void give_back(std::uintptr_t begin, std::uintptr_t end) {
    if (begin != end)
        call(SYS_madvise, static_cast<long>(begin), static_cast<long>(end - begin), MADV_DONTNEED);
}

// Pages that were never touched are not looked at: that would make them.
void give_back_zero_pages_of(const Mapping& mapping, int page_map) {
    const std::uintptr_t page_bytes = getauxval(AT_PAGESZ);
    constexpr std::uint64_t present = std::uint64_t{1} << 63;
    constexpr std::uint64_t swapped = std::uint64_t{1} << 62;
    constexpr unsigned entries_max = 64;
    std::uint64_t entries[entries_max];
    std::uintptr_t zero_from = mapping.begin;
    for (std::uintptr_t page = mapping.begin; page < mapping.end;) {
        const long got =
            call(SYS_pread64, page_map, reinterpret_cast<long>(entries), sizeof entries,
                 static_cast<long>(page / page_bytes * sizeof entries[0]));
        if (got < static_cast<long>(sizeof entries[0])) return;
        const auto count = static_cast<unsigned>(got) / sizeof entries[0];
        for (unsigned i = 0; i < count && page < mapping.end; ++i, page += page_bytes) {
            const bool untouched = (entries[i] & (present | swapped)) == 0;
            if (untouched || ((entries[i] & present) != 0 && is_zero(page, page_bytes))) continue;
            give_back(zero_from, page);
            zero_from = page + page_bytes;
        }
    }
    give_back(zero_from, mapping.end);
}

}  // namespace

void give_back_zero_pages(std::size_t mapping_bytes_max) {
    const int page_map = open_to_read("/proc/self/pagemap");
    if (page_map < 0) return;
    Mappings mappings;
    Mapping mapping;
    while (mappings.next(mapping))
        if (mapping.plain && mapping.end - mapping.begin < mapping_bytes_max)
            give_back_zero_pages_of(mapping, page_map);
    call(SYS_close, page_map);
}

}  // namespace contend::program
