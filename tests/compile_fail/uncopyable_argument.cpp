// expect: contend cannot copy arguments of type T of this operation
#include <contend/scenario/spec.hpp>

#include <memory>

struct Cache {
    void put(std::unique_ptr<int>) {}
};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().operation(
    "put", [](Cache& cache, int number) { cache.put(std::make_unique<int>(number)); });
#else
const auto cache = contend::spec<Cache>().operation("put", &Cache::put);
#endif
