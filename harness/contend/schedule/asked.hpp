#pragma once

#include <contend/base/attributes.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Asks a strategy only where the engine would ask it, for somebody who is asked at every scheduling
/// point: not while a decision holds, nor where there is no choice.
class Asked {
public:
    /// A new execution.
    CONTEND_INLINE void begin() {
        last_ = {};
        able_ = 1;
    }

    CONTEND_INLINE Decision ask(Strategy& strategy, const Choice& choice) {
        if (choice.question == Question::wake) return strategy.pick(choice);
        const unsigned able = choice.candidates->size();
        const bool woken = able > able_;  // who runs can only have woken others
        able_ = able;
        if (choice.question == Question::go_on && last_.hold != 0 &&
            !(woken && last_.ask_on_wake)) {
            --last_.hold;
            return {.thread = choice.current};
        }
        last_ = able == 1 ? Decision{.thread = choice.candidates->first()} : strategy.pick(choice);
        return {.thread = last_.thread};
    }

private:
    Decision last_;
    unsigned able_ = 1;
};

}  // namespace contend::schedule
