#pragma once

#include "readers.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

namespace maps {

/// What is to become of a value.
enum class Change { none, put, remove };

/// An entry of a SyncMap: a value, or none, or *expunged*, which is none and not to be stored to. Changed by anybody without
/// a lock, during a Readers::Visit; expunge() and recover() by who holds the map's lock.
template <class Value> class SyncMapEntry {
public:
    explicit SyncMapEntry(const Value& value) : state_(new Box(value)) {}
    SyncMapEntry(const SyncMapEntry&) = delete;
    SyncMapEntry& operator=(const SyncMapEntry&) = delete;
    ~SyncMapEntry() {
        Retired* const state = state_.load();
        if (state != &expunged_) delete state;
    }

    /// Null if there is none; valid during the visit.
    const Value* value() const { return value_in(state_.load()); }

    /// Does what `decide` says of the value, or of null, in one moment; `before` is the value of that moment. Does nothing and
    /// returns false if a value is to be put and the entry is expunged. Lock-free.
    template <class Decide>
    bool change(Readers& readers, Decide& decide, const Value* desired,
                std::optional<Value>& before) {
        std::unique_ptr<Box> box;
        for (;;) {
            Retired* now = state_.load();
            const Value* const value = value_in(now);
            const Change what = decide(value);
            before = value == nullptr ? std::nullopt : std::optional<Value>(*value);
            if (what == Change::none) return true;
            if (now == &expunged_) return false;
            if (what == Change::put && !box) box = std::make_unique<Box>(*desired);
            Retired* const next = what == Change::put ? box.get() : nullptr;
            if (!state_.compare_exchange_strong(now, next)) continue;
            if (what == Change::put) static_cast<void>(box.release());
            readers.retire(now);
            return true;
        }
    }

    /// Whether the entry has no value; then it can not get one any more.
    bool expunge() {
        Retired* none = nullptr;
        return state_.compare_exchange_strong(none, &expunged_) || none == &expunged_;
    }

    /// Whether the entry was expunged; it is no more.
    bool recover() {
        Retired* expunged = &expunged_;
        return state_.compare_exchange_strong(expunged, nullptr);
    }

private:
    struct Box : Retired {
        explicit Box(const Value& from) : value(from) {}
        const Value value;
    };

    static const Value* value_in(const Retired* state) {
        const bool has_value = state != nullptr && state != &expunged_;
        return has_value ? &static_cast<const Box*>(state)->value : nullptr;
    }

    inline static Retired expunged_;
    std::atomic<Retired*> state_;
};

}  // namespace maps
