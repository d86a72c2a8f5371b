// Keys (pthread_key_create): what a thread stores under a key is its own, and gone when it ends.
//
// A key under control is a real key, so that code in and outside of executions may share it; only
// the values are kept here, by logical thread, because the real threads are reused. Thread 0 alone
// keeps what it had stored before the executions where it was: in the C library.
//
// A key that an execution makes and does not delete may be kept in a static variable, and be used
// by the next one. So it stays, until there are no more keys: then the one that has been out of use
// for longest is deleted, as nobody could have known it.
#include <contend/interpose/keys.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/next.hpp>

#include <errno.h>
#include <limits.h>
#include <pthread.h>

namespace contend::interpose {
namespace {

constexpr unsigned keys_max = PTHREAD_KEYS_MAX;

struct Key {
    void (*destructor)(void*) = nullptr;
    bool known = false;
    bool controlled = false;      // made by an execution
    std::uint64_t last_used = 0;  // number of the execution
};

Key keys[keys_max];
void* values[keys_max][base::threads_max];
unsigned stored[base::threads_max];  // values that are not null, by thread
unsigned keys_end = 0;               // no key from here on has ever had a value
std::uint64_t execution_number = 1;

Next<int(pthread_key_t*, void (*)(void*))> real_create("pthread_key_create");
Next<int(pthread_key_t)> real_delete("pthread_key_delete");
Next<void*(pthread_key_t)> real_get("pthread_getspecific");
Next<int(pthread_key_t, const void*)> real_set("pthread_setspecific");

void store(pthread_key_t key, base::ThreadId id, void* value) {
    void*& slot = values[key][id];
    if (slot != nullptr) --stored[id];
    if (value != nullptr) ++stored[id];
    slot = value;
    if (key >= keys_end) keys_end = key + 1;
}

void forget(pthread_key_t key) {
    keys[key] = {};
    for (unsigned id = 0; id < execution.thread_count(); ++id)
        store(key, static_cast<base::ThreadId>(id), nullptr);
}

bool delete_abandoned_key() {
    unsigned oldest = keys_max;
    for (unsigned key = 0; key < keys_max; ++key) {
        const bool abandoned = keys[key].controlled && keys[key].last_used < execution_number;
        if (abandoned && (oldest == keys_max || keys[key].last_used < keys[oldest].last_used))
            oldest = key;
    }
    if (oldest == keys_max) return false;
    forget(oldest);
    return real_delete.get()(oldest) == 0;
}

// Whether thread `self` keeps its value here.
bool kept_here(const LogicalThread& self, pthread_key_t key) {
    if (key >= keys_max || !keys[key].known) return false;
    if (self.id == 0 && real_get.get()(key) != nullptr) return false;
    keys[key].last_used = execution_number;
    return true;
}

void destroy_value(pthread_key_t key, base::ThreadId id) {
    void* const value = values[key][id];
    if (value == nullptr) return;
    store(key, id, nullptr);
    if (keys[key].destructor != nullptr) keys[key].destructor(value);
}

}  // namespace

void destroy_key_values(base::ThreadId id) {
    for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS && stored[id] != 0; ++round)
        for (unsigned key = 0; key < keys_end; ++key) destroy_value(key, id);
    for (unsigned key = 0; key < keys_end && stored[id] != 0; ++key) store(key, id, nullptr);
    if (id == 0) ++execution_number;
}

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_key_create(pthread_key_t* key, void (*destructor)(void*)) {
    int error = real_create.get()(key, destructor);
    if (error == EAGAIN && delete_abandoned_key()) error = real_create.get()(key, destructor);
    if (error == 0 && *key < keys_max)
        keys[*key] = {destructor, true, current != nullptr, execution_number};
    return error;
}

int pthread_key_delete(pthread_key_t key) {
    if (key < keys_max && keys[key].known) forget(key);
    return real_delete.get()(key);
}

void* pthread_getspecific(pthread_key_t key) {
    LogicalThread* const self = current;
    if (self == nullptr || !kept_here(*self, key)) return real_get.get()(key);
    return values[key][self->id];
}

int pthread_setspecific(pthread_key_t key, const void* value) {
    LogicalThread* const self = current;
    if (self == nullptr || !kept_here(*self, key)) return real_set.get()(key, value);
    store(key, self->id, const_cast<void*>(value));
    return 0;
}

}  // extern "C"
