#include <contend/interpose/symbol_server.hpp>

#include <contend/base/system.hpp>
#include <contend/interpose/control.hpp>

#include <fcntl.h>
#include <link.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace contend::interpose {
namespace {

constexpr std::size_t path_max = 4096;

char own_path[path_max];
char line[path_max + 32];
char answer[1 << 16];

struct Place {
    const char* module;
    std::uint64_t offset;
    const void* address = nullptr;
};

bool equal(const char* a, const char* b) {
    while (*a != '\0' && *a == *b) {
        ++a;
        ++b;
    }
    return *a == *b;
}

// The first module is the program itself, and has no name.
int find_module(dl_phdr_info* info, std::size_t, void* argument) {
    auto& place = *static_cast<Place*>(argument);
    const bool named = info->dlpi_name != nullptr && info->dlpi_name[0] != '\0';
    if (!equal(named ? info->dlpi_name : own_path, place.module)) return 0;
    place.address = reinterpret_cast<const void*>(info->dlpi_addr + place.offset);
    return 1;
}

bool read_line() {
    std::size_t size = 0;
    char c = 0;
    while (base::system::read_all(STDIN_FILENO, &c, 1)) {
        if (c == '\n') {
            line[size] = '\0';
            return true;
        }
        if (size + 1 < sizeof line) line[size++] = c;
    }
    return false;
}

std::uint64_t hexadecimal(const char* digits) {
    std::uint64_t value = 0;
    for (; *digits != '\0'; ++digits) {
        const char c = *digits;
        const unsigned digit =
            c >= 'a' ? static_cast<unsigned>(c - 'a') + 10 : static_cast<unsigned>(c - '0');
        if (digit > 15) break;
        value = value * 16 + digit;
    }
    return value;
}

// Cuts the line at its tab.
Place parse() {
    char* tab = line;
    while (*tab != '\0' && *tab != '\t') ++tab;
    if (*tab == '\0') return {"", 0};
    *tab = '\0';
    return {line, hexadecimal(tab + 1)};
}

}  // namespace

void serve_symbols() {
    // The runtime closes every descriptor there could be before it starts a symboliser: a million
    // calls where the system allows a million.
    const rlimit few{64, 64};
    base::system::call(SYS_prlimit64, 0, RLIMIT_NOFILE, reinterpret_cast<long>(&few), 0);
    const long length =
        base::system::call(SYS_readlinkat, AT_FDCWD, reinterpret_cast<long>("/proc/self/exe"),
                           reinterpret_cast<long>(own_path), path_max - 1);
    own_path[length > 0 ? length : 0] = '\0';
    while (read_line()) {
        Place place = parse();
        std::size_t size = 0;
        if (dl_iterate_phdr(find_module, &place) != 0)
            size = symbolise(place.address, answer, sizeof answer - 3);
        if (size != 0 && answer[size - 1] != '\n') answer[size++] = '\n';
        answer[size++] = '.';
        answer[size++] = '\n';
        base::system::write_all(STDOUT_FILENO, answer, size);
    }
    base::system::exit_now(0);
}

}  // namespace contend::interpose
