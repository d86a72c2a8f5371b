# shellcheck shell=bash
# Shared by the scripts in ci/. Source it; it moves to the project's root.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say() { printf '%s\n' "ci: $*"; }
die() {
    printf '%s\n' "ci: $*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Processor cores that this process may use.
jobs() { nproc 2>/dev/null || echo 2; }

# configure_and_build PRESET [TARGET...]
configure_and_build() {
    local preset=$1
    shift
    cmake --preset "$preset" >"$(log_of "$preset" configure)" 2>&1 || {
        cat "$(log_of "$preset" configure)"
        return 1
    }
    local targets=()
    if [ $# -gt 0 ]; then targets=(--target "$@"); fi
    cmake --build --preset "$preset" --parallel "$(jobs)" "${targets[@]}"
}

log_of() {
    mkdir -p "build/log"
    printf '%s' "build/log/$1-$2.log"
}

# install_npm_packages FOLDER: as its lock file says; quick when they are there.
install_npm_packages() {
    local installed=$1/node_modules/.package-lock.json
    if [ "$installed" -nt "$1/package-lock.json" ]; then return 0; fi
    say "installing the npm packages of $1"
    npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --silent && touch -c "$installed"
}

# ThreadSanitizer's older runtimes do not start where the kernel moves memory about by more than 28 bits. A machine that is
# there for this job alone may be told; of any other, doctor says what to do.
calm_the_kernel() {
    local bits=/proc/sys/vm/mmap_rnd_bits as_root=()
    if [ "${CI:-}" != true ] || [ ! -r "$bits" ] || [ "$(cat "$bits")" -le 28 ]; then return 0; fi
    if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
    "${as_root[@]}" sysctl -w vm.mmap_rnd_bits=28 || say "vm.mmap_rnd_bits can not be set here"
}
