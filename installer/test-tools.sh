#!/usr/bin/env bash
# Installs the real tools that tests drive the gateway with: Node.js, npm, the aws command line, botocore, Chromium,
# Python's websockets, and from npm the Lambda runtime client, the AWS SDK, openid-client and ws, in exact versions
# (installer/test-tools/package-lock.json). Result:
# .deps/test-tools. Quick when nothing is missing. The runtime client has a native part, which takes a minute to build.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
prefix=${GW_DEPS_DIR:-$root/.deps}/test-tools
lock=$root/installer/test-tools/package-lock.json

# shellcheck source=installer/tools.lib.sh
. "$root/installer/tools.lib.sh"

packages=$(missing_program node nodejs; missing_program npm npm; missing_program aws awscli; missing_program chromium chromium)
python3 -c 'import botocore' 2>/dev/null || packages="$packages python3-botocore"
/usr/bin/python3 -c 'import websockets' 2>/dev/null || packages="$packages python3-websockets"
if ! is_current; then # what the native part is built with
    packages="$packages $(missing_program autoreconf autoconf; missing_program aclocal automake
        missing_program libtoolize libtool; missing_program make make; missing_program python3 python3)"
    [ -e /usr/include/node/node.h ] || packages="$packages libnode-dev"
fi
install_packages tests "$packages"
if is_current; then
    exit 0
fi

export npm_config_nodedir=/usr MAKEFLAGS="-j$(nproc)" # headers of the distribution: none are downloaded
install_from_npm
# Sources and objects of the native part, and what built it: 150 MB that nothing needs any more.
ric=$prefix/node_modules/aws-lambda-ric
rm -rf "$ric/deps" "$ric/build/Release/obj.target" "$prefix/node_modules/node-gyp" "$prefix/node_modules/node-addon-api"
touch "$prefix/.complete"
