// expect: contend cannot use this generator: what it makes does not convert
#include <contend/scenario/spec.hpp>

#include <string>

struct Cache {
    void put(int) {}
};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(short{1}));
#else
const auto cache =
    contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(std::string("a")));
#endif
