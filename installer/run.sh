#!/usr/bin/env bash
# Installs what is missing, builds Gatewright and opens the studio.
#   installer/run.sh [PROJECT]     a project folder or an OpenAPI file; the petstore example when left out
# Without a display the project is served headless and its URLs are printed; Ctrl+C ends it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
project=${1:-$root/resources/examples/petstore}
if [ ! -e "$project" ]; then
    echo "There is no \"$project\". Name a project folder or an OpenAPI file." >&2
    exit 2
fi
project=$(realpath "$project")

"$root/installer/setup.sh"
cd "$root"
[ -e build/release/build.ninja ] || cmake --preset release >&2
cmake --build --preset release --target gatewright gatewright-studio >&2

upstream=$root/resources/examples/petstore/upstream/pets-backend.openapi.yaml
if [ "$project" = "$root/resources/examples/petstore" ] && [ -e "$upstream" ]; then
    # The example's APIs forward to a backend of their own; it lives as long as this script.
    build/release/app/gatewright serve "$upstream" --port 4790 --trace off >/dev/null 2>&1 &
    backend=$!
    trap 'kill "$backend" 2>/dev/null || true' EXIT
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    build/release/app/gatewright-studio "$project"
else
    echo "No display: serving \"$project\" in the terminal. Ctrl+C ends it." >&2
    build/release/app/gatewright serve "$project" --watch
fi
