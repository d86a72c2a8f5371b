// expect: contend cannot call this operation
#include <contend/scenario/spec.hpp>

struct Cache {
    void put(int) {}
};
struct Queue {
    void push(int) {}
};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().operation("put", &Cache::put);
#else
const auto cache = contend::spec<Cache>().operation("push", &Queue::push);
#endif
