// expect: contend::any stands for a parameter's default generator
#include <contend/scenario/spec.hpp>

struct Cache {
    void put(int) {}
};

#ifdef CONTEND_VALID
const auto generator = rc::gen::just(1);
#else
const auto generator = contend::any;
#endif
const auto cache = contend::spec<Cache>().operation(
    "put", [](auto& cache, auto key) { cache.put(key); }, generator);
