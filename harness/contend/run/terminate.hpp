#pragma once

namespace contend::run {

/// Uncaught exceptions and std::terminate become incidents that name the exception.
void install_terminate_handler();

}  // namespace contend::run
