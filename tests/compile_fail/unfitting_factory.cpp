// expect: contend cannot construct the subject: the factory given to .construct must return T
#include <contend/scenario/spec.hpp>

#include <memory>

struct Cache {};
struct Queue {};

#ifdef CONTEND_VALID
const auto cache = contend::spec<Cache>().construct([] { return std::make_unique<Cache>(); });
#else
const auto cache = contend::spec<Cache>().construct([] { return std::make_unique<Queue>(); });
#endif
