#include <contend/cli/init_command.hpp>

#include <contend/base/embed.hpp>

CONTEND_EMBED(init_project, CONTEND_INIT_DIR "/CMakeLists.txt")
CONTEND_EMBED(init_presets, CONTEND_INIT_DIR "/CMakePresets.json")
CONTEND_EMBED(init_contend_presets, CONTEND_INIT_DIR "/ContendPresets.json")
CONTEND_EMBED(init_workflow, CONTEND_INIT_DIR "/workflow.yml")
CONTEND_EMBED(init_gitignore, CONTEND_INIT_DIR "/gitignore")
CONTEND_EMBED(init_race, CONTEND_INIT_DIR "/race/CMakeLists.txt")
CONTEND_EMBED(init_test, CONTEND_INIT_DIR "/race/containers_test.cpp")
CONTEND_EMBED(init_scores, CONTEND_INIT_DIR "/race/scores.hpp")
CONTEND_EMBED(init_mailbox, CONTEND_INIT_DIR "/race/mailbox.hpp")

namespace contend::cli {
namespace {

std::string text(const base::Embedded& file) { return {file.text, file.size}; }

std::string with_compiler(std::string text, std::string_view compiler) {
    constexpr std::string_view mark = "@compiler@";
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), compiler);
    return text;
}

}  // namespace

std::vector<InitFile> init_files(std::string_view compiler) {
    return {
        {"CMakeLists.txt", text(embedded_init_project()), true},
        {".gitignore", text(embedded_init_gitignore()), true},
        {"CMakePresets.json", text(embedded_init_presets()), false},
        {"cmake/ContendPresets.json",
         with_compiler(text(embedded_init_contend_presets()), compiler), false},
        {".github/workflows/race.yml", text(embedded_init_workflow()), false},
        {"race/CMakeLists.txt", text(embedded_init_race()), false},
        {"race/containers_test.cpp", text(embedded_init_test()), false},
        {"race/scores.hpp", text(embedded_init_scores()), false},
        {"race/mailbox.hpp", text(embedded_init_mailbox()), false},
    };
}

}  // namespace contend::cli
