#include <contend/run/thread_locals.hpp>

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <string_view>

namespace contend::run {
namespace {

/// The program's file, mapped.
class Image {
public:
    Image() {
        const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
        struct stat status{};
        if (file < 0) return;
        if (fstat(file, &status) == 0) size_ = static_cast<std::size_t>(status.st_size);
        void* const memory = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
        close(file);
        if (memory != MAP_FAILED) bytes_ = static_cast<const char*>(memory);
    }
    ~Image() {
        if (bytes_ != nullptr) munmap(const_cast<char*>(bytes_), size_);
    }
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    /// `count` objects at `offset`; null when the file has no such part.
    template <class T> const T* at(std::uint64_t offset, std::uint64_t count = 1) const {
        if (bytes_ == nullptr || offset > size_ || count > (size_ - offset) / sizeof(T))
            return nullptr;
        return reinterpret_cast<const T*>(bytes_ + offset);
    }

private:
    const char* bytes_ = nullptr;
    std::size_t size_ = 0;
};

/// Where the executable's block of thread-local storage lies, and what it starts as.
struct Block {
    std::int64_t offset = 0;  ///< of its first byte from the thread pointer
    const char* initial = nullptr;
    std::size_t initialised = 0;
    std::size_t size = 0;
};

int find_block(dl_phdr_info* program, std::size_t, void* argument) {
    auto& block = *static_cast<Block*>(argument);
    for (int i = 0; i < program->dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = program->dlpi_phdr[i];
        if (segment.p_type != PT_TLS) continue;
        const auto align = static_cast<std::int64_t>(segment.p_align == 0 ? 1 : segment.p_align);
        const auto rounded = [align](std::int64_t size) {
            return (size + align - 1) / align * align;
        };
#if defined(__x86_64__)
        block.offset = -rounded(static_cast<std::int64_t>(segment.p_memsz));
#else
        block.offset = rounded(16);
#endif
        block.initial = reinterpret_cast<const char*>(program->dlpi_addr + segment.p_vaddr);
        block.initialised = segment.p_filesz;
        block.size = segment.p_memsz;
    }
    return 1;  // the first module is the program; the others do not matter
}

bool is_ours(std::string_view name) {
    for (const std::string_view part :
         {"__tsan", "__sanitizer", "__sancov", "7contend6engine", "scandir", "pglob_copy"})
        if (name.find(part) != std::string_view::npos) return true;
    return false;
}

void add(std::vector<interpose::ThreadLocal>& variables, const Block& block,
         const ElfW(Sym) & symbol) {
    if (symbol.st_size == 0 || symbol.st_value + symbol.st_size > block.size) return;
    interpose::ThreadLocal variable;
    variable.offset = block.offset + static_cast<std::int64_t>(symbol.st_value);
    variable.size = symbol.st_size;
    if (symbol.st_value < block.initialised) {
        variable.initial = block.initial + symbol.st_value;
        variable.initialised = block.initialised - symbol.st_value;
    }
    variables.push_back(variable);
}

std::vector<interpose::ThreadLocal> read_symbols() {
    std::vector<interpose::ThreadLocal> variables;
    Block block;
    dl_iterate_phdr(find_block, &block);
    const Image image;
    const auto* header = image.at<ElfW(Ehdr)>(0);
    if (block.size == 0 || header == nullptr) return variables;
    const auto* sections = image.at<ElfW(Shdr)>(header->e_shoff, header->e_shnum);
    for (unsigned i = 0; sections != nullptr && i < header->e_shnum; ++i) {
        const ElfW(Shdr)& table = sections[i];
        if (table.sh_type != SHT_SYMTAB || table.sh_link >= header->e_shnum) continue;
        const ElfW(Shdr)& strings = sections[table.sh_link];
        const std::uint64_t count = table.sh_size / sizeof(ElfW(Sym));
        const auto* symbols = image.at<ElfW(Sym)>(table.sh_offset, count);
        const char* names = image.at<char>(strings.sh_offset, strings.sh_size);
        for (std::uint64_t s = 0; symbols != nullptr && names != nullptr && s < count; ++s) {
            const bool thread_local_here = (symbols[s].st_info & 0xf) == STT_TLS &&
                                           symbols[s].st_shndx != SHN_UNDEF &&
                                           symbols[s].st_name < strings.sh_size;
            if (thread_local_here && !is_ours(names + symbols[s].st_name))
                add(variables, block, symbols[s]);
        }
    }
    return variables;
}

}  // namespace

const std::vector<interpose::ThreadLocal>& thread_locals() {
    static const std::vector<interpose::ThreadLocal> variables = read_symbols();
    return variables;
}

}  // namespace contend::run
