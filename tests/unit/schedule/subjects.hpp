#pragma once

#include <contend/base/random.hpp>

#include "scripted.hpp"

#include <memory>

/// Programs with a bug that few interleavings show: those that the papers measure strategies by, and
/// some that tell the strategies apart. `failed` is reset before each execution.
namespace contend::test {

struct Subject {
    Scripts program;
    std::shared_ptr<bool> failed = std::make_shared<bool>();

    /// Executions up to the first failure, `executions_max` if there is none.
    template <class Next>
    unsigned executions_to_failure(Next next, std::uint64_t seed, unsigned executions_max) const {
        for (unsigned i = 1; i <= executions_max; ++i) {
            const std::uint64_t own = base::mix(seed ^ base::mix(i));
            program.run(next(own), own);
            if (*failed) return i;
        }
        return executions_max;
    }
};

/// reorder_N of SCTBench: N threads set a and then b; another one must not see a alone.
Subject reorder(unsigned setters);

/// twostage_N of SCTBench: N threads change two values, each under its own lock; another one must not
/// come in between.
Subject twostage(unsigned writers);

/// A writer and a reader have to take turns `length` times, or the reader gives up.
Subject turns(unsigned length);

}  // namespace contend::test
