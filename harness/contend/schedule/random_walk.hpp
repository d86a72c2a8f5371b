#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/strategy.hpp>
#include <contend/schedule/yields.hpp>

namespace contend::schedule {

/// Random walk with sticky threads.
///
/// At each scheduling point the running thread is left with a fixed probability; the next one is
/// drawn uniformly from the runnable threads. Switching at every point is the worst walk of all:
/// queues stay shallow and no thread ever gets far ahead of another. So each execution draws its
/// stickiness: it leaves with probability 1/2, 1/4 (twice as often as the others), or 1/8. A thread
/// whose time-out would have to pass is considered in one draw of eight; in one execution of four in
/// every other draw, or several time-outs in a row would hardly ever be seen.
class RandomWalk final : public Strategy {
public:
    const char* name() const override { return "random"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;

private:
    base::Random random_;
    Yields yields_;
    unsigned halvings_ = 2;
    unsigned patience_ = 8;
};

}  // namespace contend::schedule
