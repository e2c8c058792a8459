# What test-tools.sh and bench-tools.sh share; sourced by them. Needs: root, prefix (where the tools go) and lock (the
# package-lock.json they are of).

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# program package: the package when the program is not there, whoever installed it
missing_program() {
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || echo "$2"
}

# what for, packages: from the distribution, when there are any
install_packages() {
    [ -n "${2// /}" ] || return 0
    echo "Installing packages for $1: $(echo $2)" >&2
    as_root apt-get update -q >&2
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $2 >&2
}

is_current() {
    [ -e "$prefix/.complete" ] && cmp -s "$lock" "$prefix/package-lock.json"
}

# options of npm ci: the packages of the lock, in exact versions. The caller touches $prefix/.complete when all is done.
install_from_npm() {
    rm -rf "$prefix"
    mkdir -p "$prefix"
    cp "$(dirname "$lock")/package.json" "$lock" "$prefix/"
    (cd "$prefix" && npm ci --no-audit --no-fund --loglevel=error "$@") >&2
}
