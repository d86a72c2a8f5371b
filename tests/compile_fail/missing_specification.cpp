// expect: contend does not know the operations of T
#include <contend/scenario/scenario.hpp>

struct Cache {
    void put(int) {}
};

#ifdef CONTEND_VALID
template <> struct contend::Specification<Cache> {
    static auto make() { return contend::spec<Cache>().operation("put", &Cache::put); }
};
#endif

const rc::Gen<contend::Scenario<Cache>> scenarios = rc::gen::arbitrary<contend::Scenario<Cache>>();
