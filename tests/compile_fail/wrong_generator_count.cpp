// expect: contend needs as many generators as the operation has parameters
#include <contend/scenario/spec.hpp>

struct Cache {
    void put(int, int) {}
};

#ifdef CONTEND_VALID
const auto cache =
    contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(1), contend::any);
#else
const auto cache = contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(1));
#endif
