// expect: contend takes rc::Gen<...> or contend::any as generators
#include <contend/scenario/spec.hpp>

struct Cache {
    void put(int) {}
};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(1));
#else
const auto cache = contend::spec<Cache>().operation("put", &Cache::put, 1);
#endif
