# shellcheck shell=bash
# Shared by the scripts in ci/workflow. Source it.
#
# Unlike the other scripts in ci/ these work on somebody else's project, the one in the working directory; contend is where
# they lie themselves. All they leave there is in contend-ci/:
#   build-COMPILER/          the project's build
#   shard-COMPILER-NUMBER/   what a shard hands on: shard.txt, reports/, regressions/, logs
#   merged/                  what is made of all shards

project=$PWD
# shellcheck source=ci/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh" # moves to contend's root
contend=$PWD
cd "$project" || exit

# The comment at the top of the running script.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[-1]}"; }

# take_options NAME... -- ARGUMENT...: `--some-name VALUE` sets the variable some_name, which must be among the names.
take_options() {
    local known=() name
    while [ "$1" != -- ]; do
        known+=("$1")
        shift
    done
    shift
    while [ $# -gt 0 ]; do
        case $1 in -h | --help)
            usage
            exit 0
            ;;
        esac
        name=${1#--}
        [[ $1 == --* && " ${known[*]} " == *" $name "* ]] || die "what is $1? See ${0##*/} --help"
        [ $# -ge 2 ] || die "$1 takes a value"
        printf -v "${name//-/_}" '%s' "$2"
        shift 2
    done
}

check_mode() {
    case $1 in
        smoke | soak | replay) ;;
        *) die "the mode is smoke, soak or replay, not '$1'" ;;
    esac
}

check_compiler() {
    [[ $1 =~ ^(clang|gcc)-[0-9]+$ ]] || die "a compiler is named as clang-19 or gcc-13, not '$1'"
}

# clang-19: clang++-19
cxx_of() {
    case $1 in
        clang*) echo "clang++${1#clang}" ;;
        gcc*) echo "g++${1#gcc}" ;;
    esac
}

# The Debian packages of a compiler, its runtime of ThreadSanitizer and its symboliser.
packages_of() {
    case $1 in
        clang-*) echo "$1 libclang-rt-${1#clang-}-dev llvm-${1#clang-}" ;;
        gcc*) cxx_of "$1" ;;
    esac
}

# output NAME VALUE: for the following steps of a GitHub job; elsewhere for people.
output() {
    if [ -n "${GITHUB_OUTPUT:-}" ]; then
        printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
    else
        printf '%s=%s\n' "$1" "$2"
    fi
}

# What contend is built from, as a short name: a cache of another one serves nobody.
contend_key() {
    (cd "$contend" && find CMakeLists.txt cmake harness -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) |
        sha256sum | cut -c 1-16
}

# Where contend is installed for a compiler. With CONTEND_PREFIX it is there already, or is to be put there.
prefix_of() { echo "${CONTEND_PREFIX:-${XDG_CACHE_HOME:-$HOME/.cache}/contend/$1}"; }
