// expect: contend cannot call this invariant
#include <contend/scenario/spec.hpp>

struct Cache {
    int size() const { return 0; }
};

#ifdef CONTEND_VALID
const auto cache =
    contend::spec<Cache>().invariant([](const Cache& cache) { return cache.size() == 0; });
#else
const auto cache = contend::spec<Cache>().invariant([](Cache& cache) { return cache.size() == 0; });
#endif
