#!/usr/bin/env bash
# Installs what tests/bench needs beyond a build, and what it measures the gateway against: nginx, HAProxy and Google
# Benchmark from the distribution; Mockoon and Prism from npm, in exact versions (installer/bench-tools/
# package-lock.json). Result of the latter: .deps/bench-tools. Quick when nothing is missing. bench.py leaves out, with a
# word, what is not there.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
prefix=${GW_DEPS_DIR:-$root/.deps}/bench-tools
lock=$root/installer/bench-tools/package-lock.json

# shellcheck source=installer/tools.lib.sh
. "$root/installer/tools.lib.sh"

packages=$(missing_program nginx nginx; missing_program haproxy haproxy; missing_program node nodejs
    missing_program npm npm; missing_program python3 python3)
[ -e /usr/include/benchmark/benchmark.h ] || packages="$packages libbenchmark-dev"
install_packages benchmarks "$packages"
if is_current; then
    exit 0
fi
install_from_npm --ignore-scripts
touch "$prefix/.complete"
