#pragma once

namespace contend::interpose {

/// The environment variable that makes a program serve_symbols() instead of running.
inline constexpr char symbol_server_variable[] = "CONTEND_SYMBOL_HELPER";

/// Names return addresses for another process: reads lines "module<tab>offset" (hexadecimal) from
/// standard input and answers each with the frames there, one a line as symbolise() gives them, and
/// a line "."; ends the process with the input.
[[noreturn]] void serve_symbols();

}  // namespace contend::interpose
