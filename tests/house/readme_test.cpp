// What the README shows is never typed twice: each piece of C++ in it stands in an example.
#include "source.hpp"

#include <gtest/gtest.h>

namespace contend::house {
namespace {

std::vector<std::string> cpp_blocks(const std::string& text) {
    const std::string opening = "```cpp\n";
    std::vector<std::string> blocks;
    for (std::size_t at = text.find(opening); at != std::string::npos;
         at = text.find(opening, at + 1)) {
        const std::size_t begin = at + opening.size();
        blocks.push_back(text.substr(begin, text.find("```", begin) - begin));
    }
    return blocks;
}

TEST(Readme, shows_code_of_the_examples) {
    const std::vector<std::string> blocks =
        cpp_blocks(read_source(CONTEND_SOURCE_DIR, "README.md").content);
    EXPECT_FALSE(blocks.empty());
    for (const std::string& block : blocks) {
        bool found = false;
        for (const Source& example : read_tree(CONTEND_SOURCE_DIR, {"examples"}))
            found |= example.content.find(block) != std::string::npos;
        EXPECT_TRUE(found) << "no example has this:\n" << block;
    }
}

TEST(Readme, shows_code_by_line_15) {
    const std::string text = read_source(CONTEND_SOURCE_DIR, "README.md").content;
    const std::string before = text.substr(0, text.find("```cpp"));
    EXPECT_LE(lines_of(before).size(), 15u);
}

}  // namespace
}  // namespace contend::house
