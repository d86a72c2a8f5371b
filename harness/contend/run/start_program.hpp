#pragma once

#include <contend/run/program.hpp>

namespace contend::run {

/// What a started program inherits; see worker::Orders.
struct Descriptors {
    int memory = -1;
    int channel = -1;
    int output = -1;
    int input = -1;   ///< -1: an empty one
    int counts = -1;  ///< -1: none
};

/// Starts the program to be explored, without address-space randomisation where that can be
/// switched off. Returns its process id, or -1.
int start_program(const Program& program, const Descriptors& descriptors);

}  // namespace contend::run
