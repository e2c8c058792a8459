#!/usr/bin/env bash
# Fetches the jsonata package (MIT, IBM Corp.), the release whose language Step Functions speaks, from its registry:
# pinned version, checked checksum. Result: .deps/jsonata. The build takes it in; without it machines that use JSONata
# are refused.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${GW_DEPS_DIR:-$root/.deps}/jsonata
version=2.0.6
checksum=4b7d22e3a7b897ac58f4086076dcd18ce09d51311027315e879f1c6df3cf8dd3
if [ "$(cat "$folder/.complete" 2>/dev/null || true)" = "$version" ]; then
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
url=https://registry.npmjs.org/jsonata/-/jsonata-$version.tgz
if ! curl --fail --silent --show-error --location --retry 3 --max-time 120 --output "$work/jsonata.tgz" "$url"; then
    echo "$url could not be fetched; state machines in JSONata will be refused. Run this again to have them." >&2
    exit 0
fi
if ! echo "$checksum  $work/jsonata.tgz" | sha256sum --check --status; then
    echo "$url is not what it was when this was written: its checksum differs. It is not used." >&2
    exit 1
fi
mkdir -p "$folder"
tar -xzf "$work/jsonata.tgz" -C "$folder" --strip-components=1 package/jsonata-es5.min.js package/LICENSE
echo "$version" >"$folder/.complete"
