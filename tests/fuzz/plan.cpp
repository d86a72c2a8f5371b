// Any bytes for a stored scenario, as a token holds it: what is read fits the specification, and is the same when it is stored and
// read again.
#include <contend/scenario/spec.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace contend;

namespace {

// Not assert: it has to hold in every build.
void must(bool holds) {
    if (!holds) std::abort();
}

struct Store {
    void put(int key, const std::string& value) { values[key] = value; }
    std::optional<std::string> get(int key) const {
        const auto found = values.find(key);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    void put_all(const std::vector<std::pair<unsigned char, double>>&, std::optional<bool>) {}

    std::map<int, std::string> values;
};

const scenario::Subject& subject() {
    static const auto the_subject = spec<Store>()
                                        .initial("fill", &Store::put)
                                        .operation("put", &Store::put)
                                        .operation("get", &Store::get)
                                        .operation("put_all", &Store::put_all)
                                        .subject();
    return *the_subject;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto plan = subject().decode({reinterpret_cast<const char*>(data), size});
    must(plan.ok() || !plan.error().message.empty());
    if (!plan) return 0;
    const std::string stored = subject().encode(*plan);
    const auto again = subject().decode(stored);
    must(again.ok() && subject().encode(*again) == stored);
    must(!subject().show(*plan).empty());
    must(subject().bind(*plan)->threads() == plan->threads.size());
    return 0;
}
