// expect: contend.cannot.generate.arguments
#include <contend/scenario/spec.hpp>

#include <ostream>

struct Key {
    int number;
    friend std::ostream& operator<<(std::ostream& out, const Key& key) { return out << key.number; }
};
struct Cache {
    void put(const Key&) {}
};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(Key{1}));
#else
const auto cache = contend::spec<Cache>().operation("put", &Cache::put);
#endif
