#pragma once

#include <unit/engine/worker.hpp>

#include <pthread.h>
#include <time.h>
#include <array>
#include <thread>
#include <utility>

/// Whether a primitive answers under control as the real one does.
namespace contend::interpose {

inline constexpr timespec past{1, 0};
inline constexpr timespec no_time{1, 1'000'000'000};

/// What a sequence of calls answered.
using Codes = std::array<int, 24>;

class Recorder {
public:
    explicit Recorder(Codes& codes) : codes_(codes) {}
    void operator()(int code) { codes_.at(next_++) = code; }

private:
    Codes& codes_;
    std::size_t next_ = 0;
};

template <class Function> void on_another_thread(Function function) {
    std::thread(std::move(function)).join();
}

inline pthread_mutex_t mutex_of_type(int type, int robustness = PTHREAD_MUTEX_STALLED,
                                     int protocol = PTHREAD_PRIO_NONE) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutexattr_setrobust(&attributes, robustness);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

/// Makes the same calls freely and in an execution.
inline void expect_as_freely(void (*use)(Codes&)) {
    Codes freely{};
    use(freely);
    test::Shared<Codes> controlled;
    const run::Outcome outcome = test::outcome_of([&] { use(*controlled); });
    EXPECT_EQ(outcome.ending, run::Ending::completed) << outcome.message;
    EXPECT_EQ(*controlled, freely);
}

}  // namespace contend::interpose
