#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/ids.hpp>
#include <contend/base/random.hpp>
#include <contend/schedule/dependence.hpp>
#include <contend/schedule/object_hashes.hpp>

namespace contend::schedule {

/// Names an execution's interleaving: the order of its dependent events (dependence.hpp), and nothing
/// else. Executions that differ only in the order of independent neighbours, the same Mazurkiewicz
/// trace, have equal hashes; others have, in all likelihood, different ones.
///
/// An event's hash is made of its label (kind and place in the code) and of the hashes of the events
/// that it comes directly behind: its thread's last one, and of its object the last write and, for a
/// write, the reads since. So it stands for all that happened before the event, in whatever order the
/// rest was executed. The interleaving's is the sum over all events. Addresses of objects are not in
/// it: they change from one execution to the next. Events that do nothing to anything (yields, fences,
/// joins, edges of operations) take no part; exhaustive search orders even them, and counts more.
///
/// Too few are told apart where accesses overlap that do not start at the same address; where a loop
/// reads the same unchanged value over and over (repeats_max), which is the same as waiting; and when
/// two hashes of 64 bits agree by chance. Too many, where an object takes the place in memory of
/// another that is gone, and wherever dependence.hpp calls dependent what nobody could tell apart:
/// failed attempts on a spin lock, signals of unrelated condition variables.
///
/// Cost: some nanoseconds an event, in fixed memory.
class InterleavingHash {
public:
    /// As often may one place read the same value in a row before more of it counts as nothing.
    static constexpr unsigned repeats_max = 8;

    /// A new execution, of thread 0 so far.
    CONTEND_INLINE void begin() {
        objects_.clear();
        creation_ = {};
        sum_ = last_upheaval_ = upheavals_ = 0;
        complete_ = true;
        threads_[0] = {};
    }

    /// `thread` is new, and comes behind all that its creator has done.
    CONTEND_INLINE void start(base::ThreadId thread, base::ThreadId creator) {
        threads_[thread] = {.hash = base::mix(threads_[creator].hash + thread),
                            .upheavals = threads_[creator].upheavals};
    }

    /// `thread` executes the event.
    CONTEND_INLINE void execute(base::ThreadId thread, const Event& event) {
        const Effect effect = effect_of(event.kind);
        if (effect == Effect::none) return;
        Thread& self = threads_[thread];
        const std::uint64_t label = label_of(event);
        if (effect == Effect::everything) return change_everything(self, label);
        ObjectHash* const object =
            effect == Effect::creates ? &creation_ : objects_.find(event.address);
        if (object == nullptr) {
            complete_ = false;
            return;
        }
        if (effect == Effect::reads) {
            if (!repeats(self, *object, label)) object->reads += add(self, label, object->write);
            return;
        }
        self.last_read = 0;
        object->write = add(self, label, object->write + object->reads * read_factor);
        object->reads = 0;
    }

    /// `thread` goes on in the middle of an event for which it had to wait: with what a wait does
    /// then, or because its time-out has passed. This depends on everything.
    CONTEND_INLINE void go_on(base::ThreadId thread, const Event& event, bool timed_out) {
        change_everything(threads_[thread], label_of(event) + (timed_out ? 2 : 1) * past_factor);
    }

    /// Of the execution so far.
    CONTEND_INLINE std::uint64_t value() const { return base::mix(sum_); }

    /// False: the execution had more objects than there is room for, and value() means nothing.
    CONTEND_INLINE bool complete() const { return complete_; }

private:
    struct Thread {
        std::uint64_t hash = 0;       // of its last event
        std::uint64_t upheavals = 0;  // events that change everything which it comes behind
        std::uint64_t last_read = 0;  // what and where; 0: its last event was no read
        unsigned repeats = 0;         // of that read
    };

    // Odd, so that nothing is lost, and different, so that parts cannot change places.
    static constexpr std::uint64_t place_factor = 0x9e3779b97f4a7c15u;
    static constexpr std::uint64_t past_factor = 0xc2b2ae3d27d4eb4fu;
    static constexpr std::uint64_t read_factor = 0x165667b19e3779f9u;

    CONTEND_INLINE static std::uint64_t label_of(const Event& event) {
        return (reinterpret_cast<std::uintptr_t>(event.return_address) + 1) * place_factor +
               static_cast<std::uint64_t>(event.kind);
    }

    CONTEND_INLINE std::uint64_t add(Thread& self, std::uint64_t label, std::uint64_t past) {
        if (self.upheavals != upheavals_) {
            self.hash += last_upheaval_ * read_factor;
            self.upheavals = upheavals_;
        }
        self.hash = base::mix(self.hash + label + past * past_factor);
        sum_ += self.hash;
        return self.hash;
    }

    CONTEND_INLINE void change_everything(Thread& self, std::uint64_t label) {
        self.last_read = 0;
        last_upheaval_ = add(self, label, sum_);  // what comes before it is all there was
        self.upheavals = ++upheavals_;
    }

    CONTEND_INLINE static bool repeats(Thread& self, const ObjectHash& object,
                                       std::uint64_t label) {
        const std::uint64_t read =
            (reinterpret_cast<std::uintptr_t>(object.address) ^ label ^ object.write) | 1;
        self.repeats = read == self.last_read ? self.repeats + 1 : 1;
        self.last_read = read;
        return self.repeats > repeats_max;
    }

    std::uint64_t sum_ = 0;
    std::uint64_t last_upheaval_ = 0;  // hash of the last event that changed everything
    std::uint64_t upheavals_ = 0;
    bool complete_ = true;
    ObjectHash creation_;  // that threads are created in some order is what all creators write
    Thread threads_[base::threads_max];
    ObjectHashes objects_;
};

}  // namespace contend::schedule
