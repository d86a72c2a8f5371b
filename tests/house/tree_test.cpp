// The tree keeps the rules.
#include "rules.hpp"

#include <gtest/gtest.h>

namespace contend::house {
namespace {

TEST(Tree, keeps_the_rules) {
    const Layers layers =
        parse_layers(read_source(CONTEND_SOURCE_DIR, "docs/architecture.md").content);
    const std::vector<Source> tree =
        read_tree(CONTEND_SOURCE_DIR, {"harness", "examples", "tests", "cmake", "ci", ".github"});
    ASSERT_GT(tree.size(), 50u);
    for (const Source& source : tree)
        for (const Violation& violation : check(source, layers)) ADD_FAILURE() << violation;
}

TEST(Tree, has_every_layer_of_the_table) {
    const Layers layers =
        parse_layers(read_source(CONTEND_SOURCE_DIR, "docs/architecture.md").content);
    std::set<std::string> folders;
    for (const Source& source : read_tree(CONTEND_SOURCE_DIR, {"harness"}))
        folders.insert(layer_of(source.path));
    for (const auto& [name, layer] : layers)
        EXPECT_EQ(folders.count(name), 1u) << name << "/ does not exist";
}

}  // namespace
}  // namespace contend::house
