#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace maps {

/// What can be given to Readers.
struct Retired {
    virtual ~Retired() = default;
    Retired* next_retired = nullptr;
};

/// Frees what nobody can be reading any more, in a structure whose readers take no lock.
///
/// Whoever follows pointers of the structure does so during a Visit. What has been unlinked from it is given to
/// retire(), and freed at a moment at which no visit is under way: all visits that could have found it are over, and
/// those that come later cannot.
///
/// All calls are lock-free, and safe from any thread. Their cost is two updates of one counter a visit, which all readers
/// share. While visits overlap without end, nothing is freed; where that is not acceptable, use epochs or hazard pointers.
class Readers {
public:
    Readers() = default;
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;
    ~Readers() { free(retired_.load()); }

    class Visit {
    public:
        explicit Visit(Readers& readers) : readers_(readers) { ++readers_.visits_; }
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;
        ~Visit() {
            if (--readers_.visits_ == 0) readers_.collect();
        }

    private:
        Readers& readers_;
    };

    /// Unlinked already, by whoever calls; null is ignored.
    void retire(Retired* object) {
        if (object != nullptr) push(object, object);
    }

private:
    static void free(Retired* list) {
        while (list != nullptr) {
            const std::unique_ptr<Retired> first(list);
            list = first->next_retired;
        }
    }

    void push(Retired* first, Retired* last) {
        last->next_retired = retired_.load();
        while (!retired_.compare_exchange_weak(last->next_retired, first)) {
        }
    }

    // The list is taken before the visits are counted: what is retired after the count may be in use.
    void collect() {
        if (retired_.load() == nullptr) return;
        Retired* const list = retired_.exchange(nullptr);
        if (visits_.load() == 0) return free(list);
        if (list == nullptr) return;
        Retired* last = list;
        while (last->next_retired != nullptr) last = last->next_retired;
        push(list, last);
    }

    std::atomic<int> visits_ = 0;
    std::atomic<Retired*> retired_ = nullptr;
};

}  // namespace maps
