#!/usr/bin/env bash
# Installs the real tools that tests drive the gateway with: Node.js, npm, the aws command line, botocore, Chromium, and
# from npm the Lambda runtime client, the AWS SDK and openid-client, in exact versions (installer/test-tools/package-lock.json). Result:
# .deps/test-tools. Quick when nothing is missing. The runtime client has a native part, which takes a minute to build.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
prefix=${GW_DEPS_DIR:-$root/.deps}/test-tools
lock=$root/installer/test-tools/package-lock.json

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# program package: the package when the program is not there, whoever installed it
missing_program() {
    command -v "$1" >/dev/null || echo "$2"
}

is_current() {
    [ -e "$prefix/.complete" ] && cmp -s "$lock" "$prefix/package-lock.json"
}

packages=$(missing_program node nodejs; missing_program npm npm; missing_program aws awscli; missing_program chromium chromium)
python3 -c 'import botocore' 2>/dev/null || packages="$packages python3-botocore"
if ! is_current; then # what the native part is built with
    packages="$packages $(missing_program autoreconf autoconf; missing_program aclocal automake
        missing_program libtoolize libtool; missing_program make make; missing_program python3 python3)"
    [ -e /usr/include/node/node.h ] || packages="$packages libnode-dev"
fi
if [ -n "${packages// /}" ]; then
    echo "Installing packages for tests: $(echo $packages)" >&2
    as_root apt-get update -q >&2
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >&2
fi
if is_current; then
    exit 0
fi

rm -rf "$prefix"
mkdir -p "$prefix"
cp "$root/installer/test-tools/package.json" "$lock" "$prefix/"
export npm_config_nodedir=/usr MAKEFLAGS="-j$(nproc)" # headers of the distribution: none are downloaded
(cd "$prefix" && npm ci --no-audit --no-fund --loglevel=error) >&2
# Sources and objects of the native part, and what built it: 150 MB that nothing needs any more.
ric=$prefix/node_modules/aws-lambda-ric
rm -rf "$ric/deps" "$ric/build/Release/obj.target" "$prefix/node_modules/node-gyp" "$prefix/node_modules/node-addon-api"
touch "$prefix/.complete"
