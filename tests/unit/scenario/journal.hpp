#pragma once

#include <contend/scenario/spec.hpp>

#include <rapidcheck.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

/// A subject that writes down how it is called, and specifications of it, for the tests of this
/// folder.
namespace contend::scenario {

/// A type that can be printed but not read, so it goes into tokens as generator state.
struct Opaque {
    int number = 0;
    friend std::ostream& operator<<(std::ostream& out, const Opaque& opaque) {
        return out << "opaque " << opaque.number;
    }
};

inline rc::Gen<Opaque> opaque(int end = 100) {
    return rc::gen::map(rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)),
                        [](int number) { return Opaque{number}; });
}

struct Journal {
    void put(const int& key, std::string value) {
        lines.push_back("put " + std::to_string(key) + " " + value);
    }
    int get(int key) const noexcept { return key * 10; }
    std::string_view name(std::string_view text) {
        lines.push_back("name " + std::string(text));
        return lines.back();
    }
    void take(std::vector<int>& numbers, std::string&& text) {
        const std::string taken = std::move(text);
        lines.push_back("take " + std::to_string(numbers.size()) + " " + taken);
        numbers.clear();
    }
    int& slot() & { return number; }
    int leave() && { return 7; }

    std::vector<std::string> lines;
    int number = 0;
};

inline void note(Journal* journal, const Opaque& opaque) {
    journal->lines.push_back("note " + std::to_string(opaque.number));
}

/// Of every way to declare an operation, one.
inline Spec<Journal> journal_spec() {
    return spec<Journal>()
        .initial("open", [](Journal& journal, int page) { journal.number = page; })
        .operation("put", &Journal::put)
        .operation("get", &Journal::get, rc::gen::inRange<short>(0, 3))
        .operation("name", &Journal::name)
        .operation("take", &Journal::take, any, rc::gen::just(std::string("/+:% \n")))
        .operation("slot", &Journal::slot)
        .operation("leave", &Journal::leave)
        .operation("note", note, opaque())
        .operation(
            "call it", [](auto& journal, const auto& key) { return journal.get(key); },
            rc::gen::inRange(0, 3))
        .final("close", [](const Journal& journal) { return journal.lines.size(); })
        .threads(1, 4)
        .operations_per_thread(1, 5);
}

inline rc::Shrinkable<Plan> draw(const Subject& subject, std::uint64_t seed, int size = 20) {
    return subject.plans()(rc::Random(seed), size);
}

/// The call, run on the subject, as text; empty for results that are not shown.
inline std::string run(const Step& step, Journal& journal) {
    std::string result = "left over";
    step.run(step.closure, &journal, {false, &result});
    return result;
}

}  // namespace contend::scenario
