#pragma once

#include <contend/report/finding.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Stacks as a user wants to read them: their frames first, without the machinery above and below.
/// Pure functions, safe from any thread; text of any shape is accepted.
namespace contend::report {

/// Whether the frame is the user's: not in the toolchain's or the system's headers and libraries,
/// not in contend, not in the TSan runtime. Judges by file, then module, then function name;
/// `frame.user` is not looked at.
bool is_user(const Frame& frame);

/// The frames worth showing, names folded and `user` set: the user's, and the standard library's
/// public function the innermost of them called (`std::vector<int>::push_back`). Frames of contend,
/// of TSan and its interceptors, of the library's internals and of thread start go. Never empty
/// unless `frames` is: without a user frame, the library's frames stay, and without those, the
/// innermost frame.
std::vector<Frame> cut(const std::vector<Frame>& frames);

/// The frame a headline names: the first of the user's, else the first, else null.
const Frame* headline_frame(const std::vector<Frame>& frames);

/// "cache.hpp:17": the last part of the path and the line; "cache_test+0x4a2f" without debug
/// information; empty when nothing is known.
std::string short_location(const Frame& frame);

}  // namespace contend::report
