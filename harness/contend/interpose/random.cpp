// Randomness from outside the program, which no replay could repeat: seeded under control. Left
// alone: rand, random and their kin, which are repeatable already, and files such as /dev/urandom.
#include <contend/interpose/random.hpp>

#include <contend/base/random.hpp>
#include <contend/base/system.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/next.hpp>
#include <contend/interpose/real.hpp>

#include <errno.h>
#include <sys/syscall.h>

namespace contend::interpose {

std::uint64_t next_random(LogicalThread& self) {
    return base::mix(base::mix(self.id + 1u) ^ ++self.random_draws);
}

void fill_random(LogicalThread& self, void* buffer, std::size_t size, void* caller) {
    const CallerFrame frame(caller);
    __real___tsan_write_range(buffer, size);
    auto* const bytes = static_cast<volatile unsigned char*>(buffer);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i) {
        word = i % sizeof word == 0 ? next_random(self) : word >> 8;
        bytes[i] = static_cast<unsigned char>(word);
    }
}

namespace {

Next<unsigned(void*)> real_random_device("_ZNSt13random_device9_M_getvalEv");

// The C library's own functions take their numbers from here as well.
void fill_from_kernel(void* buffer, std::size_t size) {
    constexpr long interrupted = -EINTR;
    auto* rest = static_cast<char*>(buffer);
    while (size != 0) {
        const long got = base::system::call(SYS_getrandom, reinterpret_cast<long>(rest),
                                            static_cast<long>(size), 0);
        if (got == interrupted) continue;
        if (got <= 0) return;
        rest += got;
        size -= static_cast<std::size_t>(got);
    }
}

std::uint32_t word_from_kernel() {
    std::uint32_t word = 0;
    fill_from_kernel(&word, sizeof word);
    return word;
}

std::uint32_t draw(LogicalThread* self) {
    return self != nullptr ? static_cast<std::uint32_t>(next_random(*self)) : word_from_kernel();
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

ssize_t getrandom(void* buffer, size_t size, unsigned flags) {
    LogicalThread* const self = current;
    constexpr unsigned known_flags = 7;  // GRND_NONBLOCK, GRND_RANDOM, GRND_INSECURE
    if (self == nullptr || (flags & ~known_flags) != 0)
        return __interceptor_getrandom(buffer, size, flags);
    fill_random(*self, buffer, size, CONTEND_CALLER);
    return static_cast<ssize_t>(size);
}

int getentropy(void* buffer, size_t size) {
    constexpr size_t size_max = 256;
    if (size > size_max) {
        errno = EIO;
        return -1;
    }
    if (LogicalThread* const self = current) {
        fill_random(*self, buffer, size, CONTEND_CALLER);
        return 0;
    }
    // Only some runtimes intercept this one.
    if (__interceptor_getentropy != nullptr) return __interceptor_getentropy(buffer, size);
    fill_from_kernel(buffer, size);
    return 0;
}

std::uint32_t arc4random() { return draw(current); }

void arc4random_buf(void* buffer, size_t size) {
    if (LogicalThread* const self = current)
        fill_random(*self, buffer, size, CONTEND_CALLER);
    else
        fill_from_kernel(buffer, size);
}

std::uint32_t arc4random_uniform(std::uint32_t bound) {
    if (bound < 2) return 0;
    // Numbers above the largest multiple of the bound would favour small remainders.
    const std::uint32_t surplus = -bound % bound;
    std::uint32_t number = draw(current);
    while (number < surplus) number = draw(current);
    return number % bound;
}

/// std::random_device::operator(), whatever its token: by default it uses an instruction of the
/// processor. Weak: a program that links its standard library statically brings its own.
[[gnu::weak]] unsigned contend_random_device(void* device) asm("_ZNSt13random_device9_M_getvalEv");

unsigned contend_random_device(void* device) {
    if (LogicalThread* const self = current) return static_cast<unsigned>(next_random(*self));
    return real_random_device.get()(device);
}

}  // extern "C"
