#!/usr/bin/env bash
# Installs what is missing, builds Gatewright and runs every test.
#   installer/test.sh [CTEST OPTIONS…]     for example: installer/test.sh -R tst_patch
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
"$root/installer/setup.sh"
"$root/installer/test-tools.sh" || echo "Tests that need the AWS tools are skipped: they could not be installed." >&2
cd "$root"
cmake --preset dev >&2
cmake --build --preset dev >&2
ctest --preset dev -j "$(nproc)" "$@"
