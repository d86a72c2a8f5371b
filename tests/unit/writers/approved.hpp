#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Texts that a person has read and found good.
namespace contend::test {

inline std::filesystem::path approved_folder() {
    return std::filesystem::path{__FILE__}.parent_path() / ".." / ".." / "approved";
}

/// The text with the checkout's own path taken out of it, in whichever form it was printed.
inline std::string normalised(std::string text) {
    const std::string sources = (approved_folder() / "sources").string();
    for (const std::string& path : {sources, std::filesystem::weakly_canonical(sources).string()}) {
        for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path)) {
            text.replace(at, path.size(), "SOURCES");
        }
    }
    return text;
}

/// Fails unless the text is the approved one. With CONTEND_APPROVE=1 in the environment it is
/// approved instead: look at the difference before you commit it.
inline void expect_approved(const std::string& name, const std::string& text) {
    const std::filesystem::path path = approved_folder() / (name + ".txt");
    const char* approve = std::getenv("CONTEND_APPROVE");
    if (approve != nullptr && std::string{approve} == "1") {
        std::ofstream{path} << normalised(text);
        return;
    }
    std::ifstream file{path};
    ASSERT_TRUE(file) << path << " is missing; CONTEND_APPROVE=1 writes it";
    const std::string approved{std::istreambuf_iterator<char>{file}, {}};
    EXPECT_EQ(approved, normalised(text))
        << "differs from " << path << "; CONTEND_APPROVE=1 approves the new text";
}

}  // namespace contend::test
