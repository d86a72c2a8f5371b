#pragma once

#include <string_view>

namespace contend::cli {

// The build knows the version; a hand-made build says that it does not.
#ifdef CONTEND_VERSION
inline constexpr std::string_view version = CONTEND_VERSION;
#else
inline constexpr std::string_view version = "(unversioned build)";
#endif

}  // namespace contend::cli
