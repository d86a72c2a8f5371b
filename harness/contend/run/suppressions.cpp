#include <contend/run/suppressions.hpp>

#include <contend/run/error.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

namespace contend::run {
namespace {

constexpr std::array<std::string_view, 7> types = {
    "race", "race_top", "mutex", "deadlock", "thread", "signal", "called_from_lib"};

std::string_view trim(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    return text;
}

bool applies(const Suppression& suppression, report::Kind kind) {
    const std::string& type = suppression.type;
    switch (kind) {
        case report::Kind::data_race:
        case report::Kind::use_after_free:
            return type == "race" || type == "race_top" || type == "called_from_lib";
        case report::Kind::lock_order_inversion: return type == "deadlock";
        case report::Kind::mutex_misuse: return type == "mutex";
        case report::Kind::thread_leak: return type == "thread";
        default: return false;
    }
}

/// The comment above an entry, while it is read.
struct Comment {
    Suppression told;
    std::string* field = nullptr;  ///< what the next line goes on with

    void add(std::string_view line) {
        if (line == "intermittent") {
            told.intermittent = true;
            return;
        }
        const std::string_view name = line.substr(0, line.find(':'));
        if (std::string* const named = name == line ? nullptr : field_named(name)) {
            field = named;
            line = trim(line.substr(name.size() + 1));
        }
        std::string& text = field != nullptr ? *field : told.reason;
        if (!text.empty() && !line.empty()) text += ' ';
        text += line;
    }

    std::string* field_named(std::string_view name) {
        if (name == "reason") return &told.reason;
        if (name == "upstream") return &told.upstream;
        if (name == "expires") return &told.expires;
        if (name == "scope") return &told.scope;
        if (name == "probe") return &told.probe;
        return nullptr;
    }
};

}  // namespace

bool matches(std::string_view pattern, std::string_view text) {
    if (text.empty()) return false;
    bool anchored = !pattern.empty() && pattern.front() == '^';
    if (anchored) pattern.remove_prefix(1);
    bool after_star = false;
    while (!pattern.empty()) {
        if (pattern.front() == '$') return text.empty() || after_star;
        if (pattern.front() == '*') {
            pattern.remove_prefix(1);
            anchored = false;
            after_star = true;
            continue;
        }
        const std::string_view piece = pattern.substr(0, pattern.find_first_of("*$"));
        const std::size_t found = text.find(piece);
        if (found == std::string_view::npos || (anchored && found != 0)) return false;
        text.remove_prefix(found + piece.size());
        pattern.remove_prefix(piece.size());
        anchored = after_star = false;
    }
    return true;
}

base::Result<Suppression> parse_suppression(std::string_view line, std::string reason) {
    line = trim(line);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return error(
            "\"{}\" is not a suppression: it has the form type:pattern, such as "
            "race:Queue::free_node",
            line);
    const std::string_view type = line.substr(0, colon);
    if (std::find(types.begin(), types.end(), type) == types.end())
        return error(
            "\"{}\" is not a type of suppression: use race, race_top, mutex, deadlock, thread, "
            "signal or called_from_lib",
            type);
    const std::string_view pattern = line.substr(colon + 1);
    if (pattern.empty() || std::isspace(static_cast<unsigned char>(pattern.front())))
        return error("the suppression \"{}\" needs its pattern directly behind the colon", line);
    Suppression suppression;
    suppression.type = type;
    suppression.pattern = pattern;
    suppression.reason = std::move(reason);
    return suppression;
}

base::Result<std::vector<Suppression>> read_suppressions(const std::string& path) {
    std::ifstream file(path);
    if (!file) return error("can not read the suppression file {}: check the path", path);
    std::vector<Suppression> suppressions;
    std::string line;
    Comment comment;
    for (unsigned number = 1; std::getline(file, line); ++number) {
        const std::string_view text = trim(line);
        if (!text.empty() && text.front() == '#') {
            comment.add(trim(text.substr(1)));
            continue;
        }
        if (!text.empty()) {
            auto parsed = parse_suppression(text, comment.told.reason);
            if (!parsed) return error("{}:{}: {}", path, number, parsed.error().message.c_str());
            comment.told.type = parsed->type;
            comment.told.pattern = parsed->pattern;
            comment.told.line_number = number;
            suppressions.push_back(comment.told);
        }
        comment = {};
    }
    return suppressions;
}

bool matches(std::string_view pattern, const report::Frame& frame) {
    return (!frame.function.empty() && matches(pattern, frame.function)) ||
           (!frame.file.empty() && matches(pattern, frame.file)) ||
           (!frame.module.empty() && matches(pattern, frame.module));
}

bool covers(const Suppression& suppression, report::Kind kind,
            const std::vector<report::Stack>& stacks) {
    if (!applies(suppression, kind)) return false;
    for (const report::Stack& stack : stacks)
        for (const report::Frame& frame : stack.frames) {
            if (matches(suppression.pattern, frame)) return true;
            if (suppression.type == "race_top") break;
        }
    return false;
}

}  // namespace contend::run
