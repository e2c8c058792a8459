#!/usr/bin/env bash
# Installs the distribution's packages that building, running and testing need; nothing when they are all there.
set -euo pipefail

# `apt-cache show` also succeeds for names that other packages merely mention. (grep reads to the end: with -q it may end
# first, and with pipefail the other's broken pipe would count as "not available".)
is_available() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null
}

boost_suffix() { # Debian 12 has 1.81 beside an older default; Ubuntu 24.04 and Debian 13 have 1.83
    local version
    for version in 1.81 1.83; do
        if is_available "libboost-url${version}-dev"; then
            echo "$version"
            return
        fi
    done
}

package_list() {
    local boost
    boost=$(boost_suffix)
    echo g++ cmake ninja-build ccache pkg-config git ca-certificates \
        "libboost${boost}-dev" "libboost-json${boost}-dev" "libboost-url${boost}-dev" \
        libmimalloc-dev libssl-dev zlib1g-dev libpcre2-dev libinih-dev libyaml-dev libexpected-dev libcli11-dev \
        libsqlitecpp-dev libsqlite3-dev duktape-dev libcjose-dev libjansson-dev \
        qt6-base-dev libqt6opengl6-dev qt6-websockets-dev qt6-svg-dev \
        libgl-dev fonts-dejavu-core fonts-inter fonts-jetbrains-mono openssl curl nodejs python3
    if is_available libkf6syntaxhighlighting-dev; then
        echo libkf6syntaxhighlighting-dev
    elif is_available kf6-syntax-highlighting-dev; then
        echo kf6-syntax-highlighting-dev
    else # what installer/syntax-highlighting.sh builds with
        echo extra-cmake-modules qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools perl xz-utils
    fi
    if is_available qt6-svg-plugins; then
        echo qt6-svg-plugins
    fi
}

is_installed() {
    [ "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" = "install ok installed" ]
}

missing_packages() {
    local package
    for package in $(package_list); do
        is_installed "$package" || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing=$(missing_packages)
if [ -n "$missing" ]; then
    echo "Installing packages: $(echo "$missing" | tr '\n' ' ')" >&2
    as_root apt-get update -q >&2
    missing=$(missing_packages) # the lists may have been empty before
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
fi
