#include <contend/writers/sections.hpp>

#include <contend/report/frames.hpp>
#include <contend/writers/display.hpp>

namespace contend::writers {
namespace {

constexpr std::size_t frames_max = 6;

std::string location(const report::Frame& frame) {
    if (frame.file.empty()) return report::short_location(frame);
    std::string text = shown_path(frame.file);
    if (frame.line != 0) text += ":" + std::to_string(frame.line);
    if (frame.line != 0 && frame.column != 0) text += ":" + std::to_string(frame.column);
    return text;
}

void append_frame(std::string& out, const report::Frame& frame, const Look& look) {
    const std::string function = printable(frame.function.empty() ? "(unknown)" : frame.function);
    const std::string place = printable(location(frame));
    out += "      ";
    out += frame.user ? function : look.paint.quiet(function);
    if (!place.empty()) out += "  " + look.paint.place(place);
    out += '\n';
}

void append_stack(std::string& out, const report::Stack& stack, const Look& look) {
    out += "  " + look.paint.strong(printable(stack.title) + ":") + "\n";
    if (stack.frames.empty()) out += "      " + look.paint.quiet("(no stack)") + "\n";
    const std::vector<report::Frame> frames =
        look.options.verbose ? stack.frames : report::cut(stack.frames);
    const report::Frame* headline = report::headline_frame(frames);
    std::size_t shown = 0;
    for (const report::Frame& frame : frames) {
        if (shown == frames_max && !look.options.verbose) {
            out += "      " + look.paint.quiet("… " + count(frames.size() - shown, "more frame")) +
                   "\n";
            break;
        }
        append_frame(out, frame, look);
        if (&frame == headline) append_source(out, frame, look);
        ++shown;
    }
    out += '\n';
}

}  // namespace

void append_stacks(std::string& out, const report::Finding& finding, const Look& look) {
    for (const report::Stack& stack : finding.stacks) append_stack(out, stack, look);
}

}  // namespace contend::writers
