#!/usr/bin/env bash
# Takes the pictures of the README from the real program: each page, light and dark, with the example's backend running.
#   installer/screenshots.sh [FOLDER_OF_THE_PROGRAMS]     build/release when left out
# Needs no display: Qt draws offscreen. QT_SCALE_FACTOR=2 makes them twice as large.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
programs=$(realpath "${1:-$root/build/release}")
studio=$(find "$programs" -maxdepth 2 -type f -name gatewright-studio | head -n 1)
gatewright=$(find "$programs" -maxdepth 2 -type f -name gatewright | head -n 1)
if [ -z "$studio" ] || [ -z "$gatewright" ]; then
    echo "There is no gatewright-studio under \"$programs\". Build it first: cmake --build --preset release" >&2
    exit 2
fi

work=$(mktemp -d)
backend=
cleanup() {
    [ -z "$backend" ] || kill "$backend" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

cp -r "$root/resources/examples/petstore" "$work/petstore" # so that no .gatewright appears in the tree
rm -rf "$work/petstore/.gatewright"
"$gatewright" serve "$root/resources/examples/petstore/upstream/pets-backend.openapi.yaml" \
    --port 0 --trace off --ready-file "$work/ready" >/dev/null 2>&1 &
backend=$!
for _ in $(seq 100); do
    [ -e "$work/ready" ] && break
    read -r -t 0.1 <> <(:) || true
done
url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$work/ready" | head -n 1)
sed -i "s|http://127.0.0.1:4790/dev|${url%/}|" "$work/petstore/gatewright.yaml"

mkdir -p "$root/docs/images"
export QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES='qt.qpa.*=false' XDG_RUNTIME_DIR="$work"
for theme in light dark; do
    for page in design console inspector; do
        calls=()
        [ "$page" != inspector ] || calls=(--call 'GET /pets' --call 'GET /owners/2' --call 'GET /pet'
            --call 'POST /pets {"name": "Minka", "kind": "cat", "ownerId": 2}' --call 'GET /pets/99'
            --call 'POST /pets {"name": "Minka"}') # the gateway refuses it: its model wants a kind
        "$studio" "$work/petstore" --settings "$work/$theme.ini" --theme "$theme" --method 'GET /pets/{petId}' \
            "${calls[@]}" --page "$page" --size 1360x860 --screenshot "$root/docs/images/$page-$theme.png"
        echo "docs/images/$page-$theme.png"
    done
done
