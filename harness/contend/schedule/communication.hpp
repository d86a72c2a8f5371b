#pragma once

#include <contend/schedule/steps.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// What threads tell one another through objects: who reads what from whom, over many executions of
/// the same code. Strategies that learn share one, which Watched (schedule/watched.hpp) keeps up to date.
///
/// An object is an address within one execution, and nothing beyond it: in the next one it may lie
/// elsewhere. What stays is the *place* in the code from which it is acted on. So what is learned is
/// said in places: two of them belong together once an object has been acted on from both, and are
/// *shared* once one of their objects was acted on by two threads, and changed. That is coarser than
/// objects: the locks of a table's buckets, locked in one line, are one. Keying an object by its first
/// toucher would tell them apart, but who comes first depends on the schedule. Places beyond
/// places_max share numbers, in turn.
///
/// A *reads-from pair* is two places, the one that last changed an object and the one that reads it, and
/// whether the threads differ; a lock reads what the unlock before it left. (Wolff et al., "Greybox
/// Fuzzing for Concurrency Testing", ASPLOS 2024, section 3, calls them that.)
///
/// It needs arrive() and leave() in every pick() but for a wake, at every scheduling point. Both take
/// constant time. The only pointers it holds are to places and objects, and it follows none, so it may lie
/// in memory that processes share.
class Communication {
public:
    using Place = std::uint8_t;    ///< a number; 0: none
    using Places = std::uint64_t;  ///< a bit each
    static constexpr unsigned places_max = 64;

    /// The least common pair of an execution so far; of those, the last.
    struct Rarest {
        unsigned pair = 0;
        std::uint32_t seen = 0;  ///< in how many executions, this one included; 0: no pair yet
    };

    /// A new execution.
    void begin();

    /// First thing in a pick(): notes what has happened.
    void arrive(const Choice& choice);

    /// Last thing in it.
    CONTEND_INLINE void leave(base::ThreadId chosen, const Choice& choice) {
        steps_.chose(chosen, choice);
        step_place_ = place(chosen);
    }

    /// When the execution is over: notes what has happened last.
    void end();

    /// From where the thread that was chosen last has acted on an object since; 0 if it has not.
    CONTEND_INLINE Place done() const { return done_; }

    /// That thread, after end().
    CONTEND_INLINE base::ThreadId last() const { return steps_.stepper(); }

    /// From where the candidate would act on an object; 0 if it would not.
    CONTEND_INLINE Place place(base::ThreadId thread) const { return places_of_[thread]; }

    CONTEND_INLINE unsigned threads() const { return steps_.threads(); }

    CONTEND_INLINE Places shared() const { return shared_; }

    /// The places that act on the same objects as this one, itself included.
    CONTEND_INLINE Places together_with(unsigned place) const { return together_[place]; }

    CONTEND_INLINE const Rarest& rarest() const { return rarest_; }

    /// How many pairs this execution has shown that none has before.
    CONTEND_INLINE unsigned fresh() const { return fresh_; }

    /// In how many executions the pair was seen.
    CONTEND_INLINE std::uint32_t seen(unsigned pair) const { return pairs_[pair].seen; }

    /// Executions begun.
    CONTEND_INLINE std::uint32_t executions() const { return execution_; }

private:
    struct Numbered {
        const void* code = nullptr;
        Place place = 0;
    };
    struct Object {
        const void* address = nullptr;
        std::uint32_t execution = 0;  ///< in which it lay there
        base::ThreadId first = 0;     ///< who acted on it first
        base::ThreadId writer = 0;    ///< and who changed it last
        Place any = 0;                ///< a place that acted on it
        Place written = 0;            ///< that changed it last; 0: nobody has
        bool by_several = false;
    };
    struct Pair {
        std::uint32_t seen = 0;
        std::uint32_t execution = 0;  ///< the last that has shown it
    };
    static constexpr unsigned numbered_max = 1024;
    static constexpr unsigned objects_max = 1024;

    Place number(const Event& event);
    Object* object(const void* address, base::ThreadId thread, Place place);
    void touch(const Event& event, Place place, base::ThreadId thread);
    void bring_together(Place a, Place b);
    void note_pair(const Object& object, base::ThreadId reader, Place place);

    Steps steps_;
    Place step_place_ = 0;  // from where the chosen thread is to act
    Place done_ = 0;
    unsigned fresh_ = 0;
    Rarest rarest_;
    std::uint32_t execution_ = 0;
    unsigned met_ = 1;     // threads with an entry in places_of_
    unsigned places_ = 0;  // that have been met
    Places shared_ = 0;
    Places together_[places_max]{};
    Place places_of_[base::threads_max]{};
    Numbered numbered_[numbered_max]{};
    Object objects_[objects_max]{};
    Pair pairs_[2 * places_max * places_max]{};
};

}  // namespace contend::schedule
