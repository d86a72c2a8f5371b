#include <contend/schedule/communication.hpp>

namespace contend::schedule {
namespace {

struct Access {
    bool reads;
    bool writes;
};

constexpr Access nothing = {false, false};
constexpr Access reads = {true, false};
constexpr Access writes = {false, true};
constexpr Access updates = {true, true};

/// What an event does to its object, as far as others learn of it.
Access access_of(EventKind kind) {
    switch (kind) {
        case EventKind::none:
        case EventKind::thread_start:
        case EventKind::thread_end:
        case EventKind::create:
        case EventKind::join:
        case EventKind::fence:
        case EventKind::yield:
        case EventKind::sleep:
        case EventKind::clock:
        case EventKind::operation: return nothing;
        case EventKind::read:
        case EventKind::atomic_load:
        case EventKind::read_count:
        case EventKind::lock_shared:
        case EventKind::try_lock_shared:
        case EventKind::wait:
        case EventKind::spurious_wake:
        case EventKind::futex_wait: return reads;
        case EventKind::write:
        case EventKind::atomic_store:
        case EventKind::unlock:
        case EventKind::unlock_shared:
        case EventKind::signal:
        case EventKind::broadcast:
        case EventKind::release:
        case EventKind::futex_wake:
        case EventKind::once_end: return writes;
        case EventKind::atomic_update:
        case EventKind::lock:
        case EventKind::try_lock:
        case EventKind::barrier:
        case EventKind::acquire:
        case EventKind::try_acquire:
        case EventKind::once: return updates;
    }
    __builtin_unreachable();
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4): the upper bits of a
/// product, good enough for pointers and a multiplication each.
std::uint32_t scatter(const void* pointer) {
    return static_cast<std::uint32_t>(
        reinterpret_cast<std::uintptr_t>(pointer) * 0x9e3779b97f4a7c15u >> 32);
}

constexpr Communication::Places bit(unsigned place) { return Communication::Places{1} << place; }

}  // namespace

void Communication::begin() {
    ++execution_;
    steps_.begin();
    step_place_ = done_ = 0;
    places_of_[0] = 0;
    met_ = 1;
    fresh_ = 0;
    rarest_ = {};
}

void Communication::arrive(const Choice& choice) {
    const Event event = steps_.settle(choice);
    for (; met_ < steps_.threads(); ++met_) places_of_[met_] = number(choice.pending[met_]);
    places_of_[choice.current] =
        steps_.resumes(choice.current) ? Place{0} : number(choice.pending[choice.current]);
    done_ = event.kind != EventKind::none ? step_place_ : Place{0};
    if (done_ != 0) touch(event, done_, choice.current);
}

void Communication::end() {
    const Event event = steps_.finish();
    done_ = event.kind != EventKind::none ? step_place_ : Place{0};
    if (done_ != 0) touch(event, done_, steps_.stepper());
}

Communication::Place Communication::number(const Event& event) {
    const Access access = access_of(event.kind);
    if (event.address == nullptr || (!access.reads && !access.writes)) return 0;
    // Without a place, the kind has to do for one.
    const void* const code =
        event.return_address != nullptr
            ? event.return_address
            : reinterpret_cast<const void*>(std::uintptr_t{1} + static_cast<unsigned>(event.kind));
    const std::uint32_t hash = scatter(code);
    for (unsigned i = hash / (0x1'0000'0000 / numbered_max);; i = (i + 1) % numbered_max) {
        Numbered& numbered = numbered_[i];
        if (numbered.code == code) return numbered.place;
        if (numbered.code != nullptr) continue;
        constexpr unsigned numbers = places_max - 1;  // but for 0
        if (places_ == numbered_max / 4 * 3) return static_cast<Place>(1 + hash % numbers);
        const auto place = static_cast<Place>(1 + places_ % numbers);
        numbered = {code, place};
        together_[place] |= bit(place);
        ++places_;
        return place;
    }
}

// Null when the table is full hereabouts.
Communication::Object* Communication::object(const void* address, base::ThreadId thread,
                                             Place place) {
    constexpr unsigned probes_max = 8;
    const std::uint32_t hash = scatter(address);
    const std::uint32_t first = hash / (0x1'0000'0000 / objects_max);
    for (unsigned i = 0; i < probes_max; ++i) {
        Object& object = objects_[(first + i) % objects_max];
        if (object.execution != execution_) {
            object = {.address = address, .execution = execution_, .first = thread, .any = place};
            return &object;
        }
        if (object.address == address) return &object;
    }
    return nullptr;
}

void Communication::touch(const Event& event, Place place, base::ThreadId thread) {
    Object* const object = this->object(event.address, thread, place);
    if (object == nullptr) return;
    const Access access = access_of(event.kind);
    if ((together_[place] & bit(object->any)) == 0) bring_together(place, object->any);
    if (access.reads) note_pair(*object, thread, place);
    if (access.writes) {
        object->written = place;
        object->writer = thread;
    }
    if (thread != object->first) object->by_several = true;
    if (object->by_several && object->written != 0) shared_ |= together_[place];
}

void Communication::bring_together(Place a, Place b) {
    const Places both = together_[a] | together_[b];
    for (Places rest = both; rest != 0; rest &= rest - 1) together_[__builtin_ctzll(rest)] = both;
    if ((shared_ & both) != 0) shared_ |= both;
}

void Communication::note_pair(const Object& object, base::ThreadId reader, Place place) {
    const bool differ = object.written != 0 && object.writer != reader;
    const unsigned index =
        (object.written * places_max + place) * 2 + static_cast<unsigned>(differ);
    Pair& pair = pairs_[index];
    if (pair.execution == execution_) return;
    pair.execution = execution_;
    if (++pair.seen == 1) ++fresh_;
    if (rarest_.seen == 0 || pair.seen <= rarest_.seen) rarest_ = {index, pair.seen};
}

}  // namespace contend::schedule
