#include <contend/run/explore_program.hpp>

#include <contend/run/error.hpp>
#include <contend/run/exploration.hpp>
#include <contend/run/modules.hpp>

#include <filesystem>
#include <memory>

namespace contend::run {
namespace {

Target target_of(const Program& program) {
    Target target;
    target.program = std::make_shared<const Program>(program);
    return target;
}

base::Result<Rulings> rulings_of(const Target& target, const Options& options) {
    if (options.suppressions.empty()) return Rulings({}, target.first_thread());
    auto suppressions = read_suppressions(options.suppressions);
    if (!suppressions) return suppressions.error();
    return Rulings(*suppressions, target.first_thread());
}

}  // namespace

std::string subject_of(const Program& program) {
    return std::filesystem::path(program.path).filename().string();
}

base::Result<report::Report> explore_program(const Program& program, const Options& options) {
    look_at_program(program.path);
    const Target target = target_of(program);
    auto rulings = rulings_of(target, options);
    if (!rulings) return rulings.error();
    return Exploration(target, options, subject_of(program), *rulings).search();
}

base::Result<report::Report> replay_program(const Program& program, const Options& options,
                                            const Token& token) {
    look_at_program(program.path);
    if (token.subject != subject_of(program))
        return error("the token is for the program {}, not for {}", token.subject,
                     subject_of(program));
    const Target target = target_of(program);
    auto rulings = rulings_of(target, options);
    if (!rulings) return rulings.error();
    return Exploration(target, options, subject_of(program), *rulings).replay(token);
}

}  // namespace contend::run
