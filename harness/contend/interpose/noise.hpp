#pragma once

#include <contend/base/attributes.hpp>
#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>

namespace contend::interpose {

/// Seeds the noise of the execution that is about to run freely.
///
/// Threads that run freely mostly miss each other. So at scheduling points some of them give up the
/// processor, spin, or sleep a little: how often depends on the execution, in which points on the
/// thread and the seed (Edelstein, Farchi, Nir, Ratsaby, Ur: "Multithreaded Java program test
/// generation", IBM Systems Journal 2002, on noise makers).
void seed_noise(std::uint64_t seed);

/// Perhaps makes some, on the calling thread. Only while engine::running_freely.
CONTEND_COLD void make_noise();

/// The controlled thread that has come to a scheduling point; null where nobody is in control.
/// There it has made its noise, if the execution runs freely.
CONTEND_INLINE engine::LogicalThread* at_point() {
    engine::LogicalThread* const self = engine::current;
    if (self == nullptr && engine::running_freely) [[unlikely]]
        make_noise();
    return self;
}

}  // namespace contend::interpose
