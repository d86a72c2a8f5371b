#pragma once

#include "source.hpp"

#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <vector>

/// The rules of the source tree, as functions over a file: a file may come from the tree or from a test that breaks a
/// rule on purpose.
namespace contend::house {

struct Violation {
    std::string path;
    std::size_t line = 0;  // 0: the whole file
    std::string message;
};
std::ostream& operator<<(std::ostream& out, const Violation& violation);
using Violations = std::vector<Violation>;

struct Layer {
    char mode = 'C';
    std::set<std::string> may_include;  // itself among them
};
using Layers = std::map<std::string, Layer>;

/// The table of docs/architecture.md.
Layers parse_layers(const std::string& architecture);

/// "engine" for harness/contend/engine/…; empty for the facade and for files elsewhere.
std::string layer_of(const std::string& path);

Violations includes_downwards_only(const Source& source, const Layers& layers);
Violations names_the_runtime_only_in_interpose(const Source& source);
Violations keeps_std_out_of_uninstrumented_layers(const Source& source, const Layers& layers);
Violations is_short(const Source& source);
Violations leaves_no_debris(const Source& source);
Violations header_has_pragma_once(const Source& source);
Violations includes_gtest_only_in_its_layer(const Source& source);
Violations keeps_litmus_names_to_itself(const Source& source);

/// All of the above.
Violations check(const Source& source, const Layers& layers);

}  // namespace contend::house
