#pragma once

#include <string>
#include <string_view>

namespace contend::writers {

/// Colours by what they mean. Without colour, every function returns its text unchanged. Paint
/// after padding and cutting: escape sequences have no width, but display_width() does not know
/// that.
class Paint {
public:
    enum class Mode { plain, ansi };

    explicit Paint(Mode mode) : mode_(mode) {}

    std::string alarm(std::string_view text) const { return wrapped("1;31", text); }
    std::string good(std::string_view text) const { return wrapped("32", text); }
    std::string strong(std::string_view text) const { return wrapped("1", text); }
    std::string place(std::string_view text) const { return wrapped("36", text); }
    std::string notice(std::string_view text) const { return wrapped("33", text); }
    std::string quiet(std::string_view text) const { return wrapped("2", text); }

private:
    std::string wrapped(std::string_view code, std::string_view text) const {
        if (mode_ == Mode::plain || text.empty()) return std::string{text};
        return "\x1b[" + std::string{code} + "m" + std::string{text} + "\x1b[0m";
    }

    Mode mode_;
};

}  // namespace contend::writers
