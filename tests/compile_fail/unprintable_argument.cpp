// expect: contend cannot print arguments of type T of this operation
#include <contend/scenario/spec.hpp>

#include <ostream>

struct Key {
    int number;
#ifdef CONTEND_VALID
    friend std::ostream& operator<<(std::ostream& out, const Key& key) { return out << key.number; }
#endif
};
struct Cache {
    void put(const Key&) {}
};

const auto cache = contend::spec<Cache>().operation("put", &Cache::put, rc::gen::just(Key{1}));
