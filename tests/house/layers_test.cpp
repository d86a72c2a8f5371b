#include "rules.hpp"

#include <gtest/gtest.h>

namespace contend::house {
namespace {

const char* const table =
    "# Title\n"
    "| Layer | What it holds | Mode | May include |\n"
    "|---|---|---|---|\n"
    "| `base/` | ids | U | |\n"
    "| `engine/` | an execution | U | base |\n"
    "| `run/` | the search | C | all above |\n"
    "| `gtest/` | GoogleTest | C | run, the facade |\n";

TEST(Layers, come_from_the_table_with_mode_and_lower_layers) {
    const Layers layers = parse_layers(table);
    ASSERT_EQ(layers.size(), 4u);
    EXPECT_EQ(layers.at("engine").mode, 'U');
    EXPECT_EQ(layers.at("engine").may_include, (std::set<std::string>{"base", "engine"}));
}

TEST(Layers, all_above_means_every_row_before) {
    EXPECT_EQ(parse_layers(table).at("run").may_include,
              (std::set<std::string>{"base", "engine", "run", "all", "above"}));
}

TEST(Layers, of_this_project_are_all_found) {
    const Layers layers =
        parse_layers(read_source(CONTEND_SOURCE_DIR, "docs/architecture.md").content);
    for (const char* name : {"base", "schedule", "history", "engine", "context", "interpose",
                             "check", "scenario", "report", "writers", "run", "gtest", "cli"})
        EXPECT_EQ(layers.count(name), 1u) << name;
}

TEST(Layers, never_include_each_other) {
    const Layers layers =
        parse_layers(read_source(CONTEND_SOURCE_DIR, "docs/architecture.md").content);
    for (const auto& [name, layer] : layers)
        for (const std::string& lower : layer.may_include)
            if (lower != name && layers.count(lower) != 0) {
                EXPECT_EQ(layers.at(lower).may_include.count(name), 0u) << name << " and " << lower;
            }
}

}  // namespace
}  // namespace contend::house
