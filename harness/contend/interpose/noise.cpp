#include <contend/interpose/noise.hpp>

#include <contend/base/random.hpp>
#include <contend/base/system.hpp>

#include <sys/syscall.h>
#include <time.h>

namespace contend::interpose {
namespace {

// How many points in 1024 make noise, by execution: some bugs want threads that run at full speed.
constexpr std::uint32_t intensities[] = {0, 16, 128, 512};

std::uint64_t noise_seed = 0;
std::uint32_t intensity = 0;

struct Source {
    std::uint64_t seed = 0;  // of the execution it was made for
    base::Random random{0};
};

constinit thread_local Source source;

void spin(std::uint32_t rounds) {
    for (std::uint32_t i = 0; i < rounds; ++i) asm volatile("" ::: "memory");
}

void sleep(std::uint32_t nanoseconds) {
    const timespec time{0, static_cast<long>(nanoseconds)};
    base::system::call(SYS_nanosleep, reinterpret_cast<long>(&time), 0);
}

}  // namespace

void seed_noise(std::uint64_t seed) {
    noise_seed = seed;
    intensity = intensities[seed % (sizeof intensities / sizeof *intensities)];
}

void make_noise() {
    if (intensity == 0) return;
    if (source.seed != noise_seed) {
        const engine::LogicalThread* const self = engine::free_run.calling_thread();
        const std::uint64_t thread = self != nullptr ? self->id : 0u;
        source = {noise_seed, base::Random(base::mix(noise_seed ^ base::mix(thread)))};
    }
    if (source.random.below(1024) >= intensity) return;
    constexpr std::uint32_t longest_spin = 13;
    const std::uint32_t kind = source.random.below(64);
    if (kind == 0)
        sleep(source.random.below(200'000));
    else if (kind < 32)
        base::system::call(SYS_sched_yield);
    else
        spin(source.random.below(1u << source.random.below(longest_spin + 1)));
}

}  // namespace contend::interpose
