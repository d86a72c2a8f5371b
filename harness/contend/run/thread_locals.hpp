#pragma once

#include <contend/interpose/thread_locals.hpp>

#include <vector>

namespace contend::run {

/// The thread-local variables of the program under test, from its symbol table: those of the
/// executable that are not the sanitizer runtime's or contend's. Empty when there is no symbol
/// table. Variables of shared libraries are not found. Read once; valid until the process ends.
const std::vector<interpose::ThreadLocal>& thread_locals();

}  // namespace contend::run
