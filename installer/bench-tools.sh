#!/usr/bin/env bash
# Installs what tests/bench needs beyond a build, and what it measures the gateway against: nginx, HAProxy and Google
# Benchmark from the distribution; Mockoon and Prism from npm, in exact versions (installer/bench-tools/
# package-lock.json). Result of the latter: .deps/bench-tools. Quick when nothing is missing. bench.py leaves out, with a
# word, what is not there.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
prefix=${GW_DEPS_DIR:-$root/.deps}/bench-tools
lock=$root/installer/bench-tools/package-lock.json

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# program package: the package when the program is not there, whoever installed it
missing_program() {
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || echo "$2"
}

is_current() {
    [ -e "$prefix/.complete" ] && cmp -s "$lock" "$prefix/package-lock.json"
}

packages=$(missing_program nginx nginx; missing_program haproxy haproxy; missing_program node nodejs
    missing_program npm npm; missing_program python3 python3)
[ -e /usr/include/benchmark/benchmark.h ] || packages="$packages libbenchmark-dev"
if [ -n "${packages// /}" ]; then
    echo "Installing packages for benchmarks: $(echo $packages)" >&2
    as_root apt-get update -q >&2
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >&2
fi
if is_current; then
    exit 0
fi

rm -rf "$prefix"
mkdir -p "$prefix"
cp "$root/installer/bench-tools/package.json" "$lock" "$prefix/"
(cd "$prefix" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
touch "$prefix/.complete"
