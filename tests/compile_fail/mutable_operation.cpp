// expect: contend cannot call this operation
#include <contend/scenario/spec.hpp>

struct Cache {
    void put(int) {}
};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().operation("put", [](Cache& cache) { cache.put(1); });
#else
const auto cache = contend::spec<Cache>().operation(
    "put", [next = 0](Cache& cache) mutable { cache.put(next++); });
#endif
