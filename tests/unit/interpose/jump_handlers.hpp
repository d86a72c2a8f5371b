#pragma once

namespace contend::test {

/// Ends the calling thread below two cleanup handlers as C code has them, without exceptions: jump
/// buffers. The handlers write 1 and 2 behind the digits of *order.
void exit_below_jump_handlers(int* order);

}  // namespace contend::test
