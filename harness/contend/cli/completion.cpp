#include <contend/cli/completion.hpp>

#include <fmt/format.h>

namespace contend::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> names(const std::vector<CompletedVerb>& verbs) {
    std::vector<std::string> names;
    for (const CompletedVerb& verb : verbs) names.push_back(verb.name);
    return names;
}

// Behind -- stands another program's command: files.
std::string bash(const std::vector<CompletedVerb>& verbs) {
    std::string cases;
    for (const CompletedVerb& verb : verbs)
        cases += fmt::format("        {}) options=\"{}\" words=\"{}\" ;;\n", verb.name,
                             joined(verb.options), joined(verb.words));
    return fmt::format(R"(# bash completion of contend: source <(contend completion bash)
_contend() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} options="" words="" i
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "{} --help --version" -- "$word")
        return
    fi
    for ((i = 2; i < COMP_CWORD; i++)); do
        [ "${{COMP_WORDS[i]}}" = -- ] && return
    done
    case ${{COMP_WORDS[1]}} in
{}    esac
    case $word in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word") ;;
        *) [ -n "$words" ] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
    esac
}}
complete -o default -F _contend contend
)",
                       joined(names(verbs)), cases);
}

std::string zsh(const std::vector<CompletedVerb>& verbs) {
    std::string described;
    std::string cases;
    for (const CompletedVerb& verb : verbs) {
        std::string help;
        for (const char c : verb.help) help += c == '\'' || c == ':' ? ' ' : c;
        described += fmt::format("        '{}:{}'\n", verb.name, help);
        cases += fmt::format("        {}) options=({}) follow=({}) ;;\n", verb.name,
                             joined(verb.options), joined(verb.words));
    }
    return fmt::format(R"(#compdef contend
# zsh completion of contend: source <(contend completion zsh)
_contend() {{
    local -a verbs options follow
    verbs=(
{}    )
    if (( CURRENT == 2 )); then
        _describe verb verbs
        return
    fi
    if (( ${{words[(I)--]}} > 0 )); then
        _files
        return
    fi
    case $words[2] in
{}    esac
    if [[ $PREFIX == -* ]]; then
        compadd -- $options --help
    elif (( $#follow )); then
        compadd -- $follow
    else
        _files
    fi
}}
compdef _contend contend
)",
                       described, cases);
}

std::string fish(const std::vector<CompletedVerb>& verbs) {
    std::string script =
        "# fish completion of contend: contend completion fish | source\n"
        "complete -c contend -n __fish_use_subcommand -f\n";
    for (const CompletedVerb& verb : verbs) {
        std::string help;
        for (const char c : verb.help) help += c == '\'' ? ' ' : c;
        script += fmt::format("complete -c contend -n __fish_use_subcommand -a {} -d '{}'\n",
                              verb.name, help);
        const std::string within = fmt::format("'__fish_seen_subcommand_from {}'", verb.name);
        for (const std::string& option : verb.options)
            script += fmt::format("complete -c contend -n {} -l {}\n", within, option.substr(2));
        if (!verb.words.empty())
            script +=
                fmt::format("complete -c contend -n {} -f -a '{}'\n", within, joined(verb.words));
    }
    return script;
}

}  // namespace

std::optional<std::string> completion_script(const std::string& shell,
                                             const std::vector<CompletedVerb>& verbs) {
    if (shell == "bash") return bash(verbs);
    if (shell == "zsh") return zsh(verbs);
    if (shell == "fish") return fish(verbs);
    return std::nullopt;
}

}  // namespace contend::cli
