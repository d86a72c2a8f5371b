#include <contend/report/frames.hpp>

#include <contend/report/fold.hpp>
#include <contend/report/origin.hpp>

#include <cstddef>

namespace contend::report {
namespace {

Frame presented(const Frame& frame) {
    Frame result = frame;
    result.function = fold(frame.function);
    result.user = is_user(frame);
    return result;
}

/// Without a user frame to go by, anything that is not machinery may be what the user looks for.
std::vector<Frame> cut_library(const std::vector<Frame>& frames) {
    std::vector<Frame> kept;
    for (const Frame& frame : frames) {
        if (origin(frame) == Origin::library) kept.push_back(presented(frame));
    }
    if (kept.empty() && !frames.empty()) kept.push_back(presented(frames.front()));
    return kept;
}

}  // namespace

bool is_user(const Frame& frame) { return origin(frame) == Origin::user; }

std::vector<Frame> cut(const std::vector<Frame>& frames) {
    std::size_t first = 0;
    while (first < frames.size() && origin(frames[first]) != Origin::user) ++first;
    if (first == frames.size()) return cut_library(frames);

    std::vector<Frame> kept;
    // What the user called, if it has a public name, tells more than the line alone.
    if (first > 0 && origin(frames[first - 1]) == Origin::library) {
        kept.push_back(presented(frames[first - 1]));
    }
    for (std::size_t i = first; i < frames.size(); ++i) {
        if (origin(frames[i]) == Origin::user) kept.push_back(presented(frames[i]));
    }
    return kept;
}

const Frame* headline_frame(const std::vector<Frame>& frames) {
    for (const Frame& frame : frames) {
        if (frame.user) return &frame;
    }
    return frames.empty() ? nullptr : &frames.front();
}

std::string short_location(const Frame& frame) {
    const std::string& path = frame.file.empty() ? frame.module : frame.file;
    const std::size_t slash = path.rfind('/');
    std::string location = slash == std::string::npos ? path : path.substr(slash + 1);
    if (!frame.file.empty()) {
        if (frame.line != 0) location += ":" + std::to_string(frame.line);
        return location;
    }
    if (location.empty() || frame.offset == 0) return location;
    std::string digits;
    for (std::uint64_t rest = frame.offset; rest != 0; rest /= 16) {
        digits.insert(digits.begin(), "0123456789abcdef"[rest % 16]);
    }
    return location + "+0x" + digits;
}

}  // namespace contend::report
