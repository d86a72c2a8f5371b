#include <contend/schedule/random_walk.hpp>

#include <contend/schedule/time_outs.hpp>

namespace contend::schedule {

void RandomWalk::begin(std::uint64_t seed) {
    random_ = base::Random(seed);
    yields_.begin(seed);
    constexpr unsigned stickiness[] = {1, 2, 2, 3};
    halvings_ = stickiness[random_.below(4)];
    patience_ = random_.below(4) == 0 ? 2 : 8;
}

Decision RandomWalk::pick(const Choice& choice) {
    base::ThreadSet set = *choice.candidates;
    leave_out_timed(set, choice, random_, patience_);
    base::ThreadId thread = base::no_thread;
    if (choice.question == Question::yield && set.size() > 1 && set.contains(choice.current)) {
        // A yield that goes unheeded is a point like any other, where most threads stay.
        if (yields_.heeded())
            set.erase(choice.current);
        else if (random_.below(1u << halvings_) != 0)
            thread = choice.current;
    }
    if (thread == base::no_thread)
        thread = set.size() == 1 ? set.first() : set.nth(random_.below(set.size()));
    return {.thread = thread, .hold = random_.geometric(halvings_), .ask_on_wake = false};
}

void RandomWalk::end(std::uint64_t) {}

}  // namespace contend::schedule
