#pragma once

#if __cplusplus < 201703L
#error "contend needs C++17 or newer: compile with -std=c++17"
#endif

/// Mutexes that note, while a program does its work, how often they are locked from where, how often one had to wait,
/// and for how long they were waited for and held. In the place of std::mutex and std::shared_mutex: with
/// std::lock_guard, unique_lock, scoped_lock, shared_lock and condition_variable_any.
///
///     class Cache {
///     public:
///         void put(int key, int value) {
///             const std::lock_guard lock(mutex_);
///             ...
///     private:
///         contend::ObservedMutex mutex_{"cache"};
///
///     contend::write_lock_table(std::cerr);      // at any time, from any thread
///
///     lock   from        mode       locked  waited   waiting  at most  holding  at most
///     cache  Cache::put  exclusive    4096    31 %  12.10 ms  0.83 ms  20.4 ms  0.11 ms
///
/// For Prometheus: <contend/observe_prometheus.hpp>. What a lock costs its users in *every* interleaving, not only in
/// those that happened, is in the reports of contend's explorations (their contention profile).
///
/// **A site** is the function that locks: the return address of lock(). Where the compiler does not inline std::lock_guard
/// (-O0), all its users are one site. A lock keeps 15 sites apart; what comes after is counted together as "other". Sites
/// have names where the program exports them (link with -rdynamic), else "program+0x1234", fit for addr2line.
///
/// **Cost**: an uncontended lock and unlock take 63 ns instead of 19, and 93 instead of 22 where they share (Clang 19, a virtual
/// machine of 2 processors with other work, medians of nine, tests/bench/observe.cpp). Most of it is reading the
/// processor's time-stamp counter twice (on x86-64 and AArch64; elsewhere it is std::chrono::steady_clock). The rest is
/// written to the lock's own record, which whoever holds the lock has in its cache; shared locking updates it with atomic
/// additions, so many readers at once move its cache line between them. A lock is some 1.8 KB, and takes a global lock to
/// be made and destroyed.
///
/// **Thread-safety**: as std::mutex and std::shared_mutex. The numbers are read while threads go on: each is right, but they may
/// be of moments that are some operations apart. They order nothing, so ThreadSanitizer sees every race that it
/// would see without them. In an exploration what is noted is some scheduling points more a lock. Needs a C++ library; names of sites need dladdr() (Linux, macOS).

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <ostream>
#include <shared_mutex>
#include <string>
#include <tuple>
#include <vector>

#if defined(__linux__) || defined(__APPLE__)
#include <cxxabi.h>
#include <dlfcn.h>
#include <cstdlib>
#define CONTEND_OBSERVE_NAMES 1
#endif

// Under ThreadSanitizer the clock is the library's: in contend's explorations that one is virtual, and the same in every
// repetition.
#if defined(__SANITIZE_THREAD__)
#define CONTEND_OBSERVE_LIBRARY_CLOCK 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CONTEND_OBSERVE_LIBRARY_CLOCK 1
#endif
#endif

#if defined(__GNUC__)
#define CONTEND_OBSERVE_NOINLINE [[gnu::noinline]]
#define CONTEND_OBSERVE_CALLER __builtin_return_address(0)
#else
#define CONTEND_OBSERVE_NOINLINE
#define CONTEND_OBSERVE_CALLER nullptr
#endif

namespace contend {

/// What one site did with one lock, or with all locks of one name: those that exist and those that did.
struct LockUsage {
    std::string lock;             ///< the name it was given
    std::string site;             ///< "Cache::put", "program+0x1234", "other"
    bool shared = false;          ///< of lock_shared() and its kin
    std::uint64_t locked = 0;     ///< how often it was acquired
    std::uint64_t contended = 0;  ///< of those, after waiting; failed attempts are not counted
    double waited = 0;            ///< seconds, in all
    double waited_most = 0;       ///< seconds, at once
    double held = 0;       ///< seconds, in all; of a lock that is held now, without this time
    double held_most = 0;  ///< seconds, at once
};

namespace observe {

using Ticks = std::uint64_t;

inline Ticks now() noexcept {
#if defined(__GNUC__) && defined(__x86_64__) && !defined(CONTEND_OBSERVE_LIBRARY_CLOCK)
    return __builtin_ia32_rdtsc();
#elif defined(__GNUC__) && defined(__aarch64__) && !defined(CONTEND_OBSERVE_LIBRARY_CLOCK)
    Ticks ticks;
    asm volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return static_cast<Ticks>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

/// Of one site. Written by who holds the lock, or added to by those who share it.
struct Record {
    std::atomic<const void*> place{nullptr};
    std::atomic<std::uint64_t> locked{0};
    std::atomic<std::uint64_t> contended{0};
    std::atomic<Ticks> waited{0};
    std::atomic<Ticks> waited_most{0};
    std::atomic<Ticks> held{0};
    std::atomic<Ticks> held_most{0};
};

inline constexpr std::size_t sites_max = 16;  // the last is "other"
using Records = std::array<Record, sites_max>;

/// The site's record: its own, or that of all others.
inline Record& record_of(Records& records, const void* place) noexcept {
    for (std::size_t i = 0; i + 1 < sites_max; ++i) {
        const void* known = records[i].place.load(std::memory_order_relaxed);
        if (known == place) return records[i];
        if (known == nullptr &&
            records[i].place.compare_exchange_strong(known, place, std::memory_order_relaxed))
            return records[i];
        if (known == place) return records[i];
    }
    return records[sites_max - 1];
}

inline void add(std::atomic<std::uint64_t>& sum, std::uint64_t value, bool alone) noexcept {
    if (alone)
        sum.store(sum.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
    else
        sum.fetch_add(value, std::memory_order_relaxed);
}

inline void raise(std::atomic<std::uint64_t>& most, std::uint64_t value) noexcept {
    std::uint64_t known = most.load(std::memory_order_relaxed);
    while (known < value && !most.compare_exchange_weak(known, value, std::memory_order_relaxed)) {
    }
}

/// A lock's records, and its place among all that are observed.
class Observed {
public:
    explicit Observed(const char* name);
    ~Observed();
    Observed(const Observed&) = delete;
    Observed& operator=(const Observed&) = delete;

    Record& acquired(const void* place, bool shared, bool contended, Ticks waited) noexcept {
        Record& record = record_of(shared ? shared_ : exclusive_, place);
        add(record.locked, 1, !shared);
        if (contended) {
            add(record.contended, 1, !shared);
            add(record.waited, waited, !shared);
            raise(record.waited_most, waited);
        }
        return record;
    }

    static void released(Record& record, Ticks held, bool shared) noexcept {
        add(record.held, held, !shared);
        raise(record.held_most, held);
    }

private:
    friend class Registry;

    const char* const name_;
    Records exclusive_;
    Records shared_;
    Observed* next_ = nullptr;
    Observed* previous_ = nullptr;
};

inline std::string name_of(const void* place) {
    if (place == nullptr) return "other";
#if defined(CONTEND_OBSERVE_NAMES)
    Dl_info info;
    if (dladdr(place, &info) != 0) {
        if (info.dli_sname != nullptr) {
            int status = 0;
            char* const demangled = abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status);
            std::string name = demangled != nullptr ? demangled : info.dli_sname;
            std::free(demangled);
            return name.substr(0, name.find('('));
        }
        if (info.dli_fname != nullptr) {
            std::string file = info.dli_fname;
            file = file.substr(file.rfind('/') + 1);
            char offset[32];
            // The instruction before the return address is the call.
            std::snprintf(offset, sizeof offset, "+0x%zx",
                          static_cast<std::size_t>(static_cast<const char*>(place) -
                                                   static_cast<const char*>(info.dli_fbase)) -
                              1);
            return file + offset;
        }
    }
#endif
    char address[32];
    std::snprintf(address, sizeof address, "%p", place);
    return address;
}

/// All locks there are, and what is left of those that were. Never destroyed: locks of static duration may end later.
class Registry {
public:
    static Registry& instance() {
        static Registry* const registry = new Registry;
        return *registry;
    }

    void add(Observed& lock) {
        const std::lock_guard guard(mutex_);
        lock.next_ = first_;
        if (first_ != nullptr) first_->previous_ = &lock;
        first_ = &lock;
    }

    void remove(Observed& lock) {
        const std::lock_guard guard(mutex_);
        collect(lock, gone_);
        (lock.previous_ != nullptr ? lock.previous_->next_ : first_) = lock.next_;
        if (lock.next_ != nullptr) lock.next_->previous_ = lock.previous_;
    }

    std::vector<LockUsage> usage() {
        Sums sums;
        double tick = 0;
        {
            const std::lock_guard guard(mutex_);
            sums = gone_;
            for (Observed* lock = first_; lock != nullptr; lock = lock->next_) collect(*lock, sums);
            tick = seconds_of_a_tick();
        }
        // Several places of one function are one site.
        std::map<std::tuple<std::string, std::string, bool>, LockUsage> sites;
        for (const auto& [key, sum] : sums) {
            const auto& [name, place, shared] = key;
            LockUsage& site = sites[{name, name_of(place), shared}];
            site.locked += sum.locked;
            site.contended += sum.contended;
            site.waited += tick * static_cast<double>(sum.waited);
            site.waited_most =
                std::max(site.waited_most, tick * static_cast<double>(sum.waited_most));
            site.held += tick * static_cast<double>(sum.held);
            site.held_most = std::max(site.held_most, tick * static_cast<double>(sum.held_most));
        }
        std::vector<LockUsage> all;
        for (auto& [key, site] : sites) {
            std::tie(site.lock, site.site, site.shared) = key;
            all.push_back(std::move(site));
        }
        return all;
    }

private:
    struct Sum {
        std::uint64_t locked = 0;
        std::uint64_t contended = 0;
        Ticks waited = 0;
        Ticks waited_most = 0;
        Ticks held = 0;
        Ticks held_most = 0;
    };
    using Sums = std::map<std::tuple<std::string, const void*, bool>, Sum>;

    static void collect(const Observed& lock, Sums& sums) {
        for (const bool shared : {false, true})
            for (const Record& record : shared ? lock.shared_ : lock.exclusive_) {
                const std::uint64_t locked = record.locked.load(std::memory_order_relaxed);
                if (locked == 0) continue;
                Sum& sum = sums[{lock.name_, record.place.load(std::memory_order_relaxed), shared}];
                sum.locked += locked;
                sum.contended += record.contended.load(std::memory_order_relaxed);
                sum.waited += record.waited.load(std::memory_order_relaxed);
                sum.waited_most =
                    std::max(sum.waited_most, record.waited_most.load(std::memory_order_relaxed));
                sum.held += record.held.load(std::memory_order_relaxed);
                sum.held_most =
                    std::max(sum.held_most, record.held_most.load(std::memory_order_relaxed));
            }
    }

    // By both clocks since the first lock was made. A reading in the first millisecond waits it out.
    double seconds_of_a_tick() const {
        using Clock = std::chrono::steady_clock;
        Clock::duration passed = Clock::now() - start_;
        while (passed < std::chrono::milliseconds(1)) passed = Clock::now() - start_;
        const double ticks = static_cast<double>(now() - start_ticks_);
        return std::chrono::duration<double>(passed).count() / ticks;
    }

    std::mutex mutex_;
    Observed* first_ = nullptr;
    Sums gone_;
    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    const Ticks start_ticks_ = now();
};

/// Made before main(): what happens at a first use happens once, and executions that a harness compares would differ by it.
[[maybe_unused]] inline Registry& registry = Registry::instance();

inline Observed::Observed(const char* name) : name_(name) { Registry::instance().add(*this); }
inline Observed::~Observed() { Registry::instance().remove(*this); }

}  // namespace observe

/// Of each lock's name and site, in the order of their names.
inline std::vector<LockUsage> lock_usage() { return observe::Registry::instance().usage(); }

/// A table for people, what was waited for longest first; nothing but its heading while no lock was locked.
inline void write_lock_table(std::ostream& out) {
    std::vector<LockUsage> all = lock_usage();
    std::sort(all.begin(), all.end(), [](const LockUsage& a, const LockUsage& b) {
        return std::tie(b.waited, b.locked, a.lock, a.site) <
               std::tie(a.waited, a.locked, b.lock, b.site);
    });
    using Row = std::array<std::string, 9>;
    std::vector<Row> rows = {
        {"lock", "from", "mode", "locked", "waited", "waiting", "at most", "holding", "at most"}};
    const auto milliseconds = [](double seconds) {
        char text[32];
        std::snprintf(text, sizeof text, "%.3g ms", 1e3 * seconds);
        return std::string(text);
    };
    for (const LockUsage& use : all)
        rows.push_back(
            {use.lock, use.site, use.shared ? "shared" : "exclusive", std::to_string(use.locked),
             std::to_string(100 * use.contended / use.locked) + " %", milliseconds(use.waited),
             milliseconds(use.waited_most), milliseconds(use.held), milliseconds(use.held_most)});
    std::array<std::size_t, 9> widths{};
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - row[i].size(), ' ');
            // Words to the left, numbers to the right.
            line += (i == 0 ? "" : "  ") + (i < 3 ? row[i] + space : space + row[i]);
        }
        out << line << '\n';
    }
}

/// A std::mutex that is observed. `name` is not copied; locks of one name are counted together.
class ObservedMutex {
public:
    explicit ObservedMutex(const char* name) : observed_(name) {}

    CONTEND_OBSERVE_NOINLINE void lock() {
        const void* const place = CONTEND_OBSERVE_CALLER;
        if (mutex_.try_lock()) return note(place, false, 0);
        const observe::Ticks start = observe::now();
        mutex_.lock();
        note(place, true, start);
    }

    CONTEND_OBSERVE_NOINLINE bool try_lock() {
        const void* const place = CONTEND_OBSERVE_CALLER;
        if (!mutex_.try_lock()) return false;
        note(place, false, 0);
        return true;
    }

    void unlock() {
        observe::Observed::released(*record_, observe::now() - since_, false);
        mutex_.unlock();
    }

private:
    void note(const void* place, bool contended, observe::Ticks start) noexcept {
        since_ = observe::now();
        record_ = &observed_.acquired(place, false, contended, contended ? since_ - start : 0);
    }

    std::mutex mutex_;
    observe::Observed observed_;
    observe::Record* record_ = nullptr;  // of who holds it, as the next
    observe::Ticks since_ = 0;
};

/// A std::shared_mutex that is observed. How long it was held by those who share it is not known of each: from the first of
/// them to the last counts once, for the site of the first.
class ObservedSharedMutex {
public:
    explicit ObservedSharedMutex(const char* name) : observed_(name) {}

    CONTEND_OBSERVE_NOINLINE void lock() {
        const void* const place = CONTEND_OBSERVE_CALLER;
        if (mutex_.try_lock()) return note(place, false, 0);
        const observe::Ticks start = observe::now();
        mutex_.lock();
        note(place, true, start);
    }

    CONTEND_OBSERVE_NOINLINE bool try_lock() {
        const void* const place = CONTEND_OBSERVE_CALLER;
        if (!mutex_.try_lock()) return false;
        note(place, false, 0);
        return true;
    }

    void unlock() {
        observe::Observed::released(*record_, observe::now() - since_, false);
        mutex_.unlock();
    }

    CONTEND_OBSERVE_NOINLINE void lock_shared() {
        const void* const place = CONTEND_OBSERVE_CALLER;
        if (mutex_.try_lock_shared()) return note_shared(place, false, 0);
        const observe::Ticks start = observe::now();
        mutex_.lock_shared();
        note_shared(place, true, start);
    }

    CONTEND_OBSERVE_NOINLINE bool try_lock_shared() {
        const void* const place = CONTEND_OBSERVE_CALLER;
        if (!mutex_.try_lock_shared()) return false;
        note_shared(place, false, 0);
        return true;
    }

    void unlock_shared() {
        if (readers_.fetch_sub(1, std::memory_order_relaxed) == 1) {
            observe::Record* const first = first_reader_.load(std::memory_order_relaxed);
            const observe::Ticks since = shared_since_.load(std::memory_order_relaxed);
            if (first != nullptr) observe::Observed::released(*first, observe::now() - since, true);
        }
        mutex_.unlock_shared();
    }

private:
    void note(const void* place, bool contended, observe::Ticks start) noexcept {
        since_ = observe::now();
        record_ = &observed_.acquired(place, false, contended, contended ? since_ - start : 0);
    }

    void note_shared(const void* place, bool contended, observe::Ticks start) noexcept {
        const observe::Ticks ticks = observe::now();
        observe::Record& record =
            observed_.acquired(place, true, contended, contended ? ticks - start : 0);
        if (readers_.fetch_add(1, std::memory_order_relaxed) != 0) return;
        shared_since_.store(ticks, std::memory_order_relaxed);
        first_reader_.store(&record, std::memory_order_relaxed);
    }

    std::shared_mutex mutex_;
    observe::Observed observed_;
    observe::Record* record_ = nullptr;
    observe::Ticks since_ = 0;
    std::atomic<std::uint32_t> readers_{0};
    std::atomic<observe::Ticks> shared_since_{0};
    std::atomic<observe::Record*> first_reader_{nullptr};
};

}  // namespace contend
