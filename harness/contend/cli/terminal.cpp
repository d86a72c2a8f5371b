#include <contend/cli/terminal.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace contend::cli {

bool wants_color(const std::string& when) {
    if (when != "auto") return when == "always";
    const char* no_color = std::getenv("NO_COLOR");
    const bool refused = no_color != nullptr && *no_color != '\0';
    return !refused && isatty(STDOUT_FILENO) == 1;
}

std::size_t terminal_width() {
    // Wider than this, the eye loses the line from the thread's column to the place in the source.
    constexpr std::size_t width_max = 160;
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return writers::TextOptions{}.width;
    return std::min<std::size_t>(size.ws_col, width_max);
}

}  // namespace contend::cli
