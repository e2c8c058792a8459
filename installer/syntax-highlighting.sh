#!/usr/bin/env bash
# Builds KSyntaxHighlighting for Qt 6 from the distribution's own source package, where the distribution packages it for
# Qt 5 alone (Debian 12). Result: .deps/syntax-highlighting, a static library only this project uses. Nothing in /etc or
# /usr is touched: the package lists needed for the source are kept in a temporary folder.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
prefix=${GW_DEPS_DIR:-$root/.deps}/syntax-highlighting

# dpkg-query fails for a name it does not know, whatever it says of the other.
packaged() {
    { dpkg-query -W -f '${Status}\n' libkf6syntaxhighlighting-dev kf6-syntax-highlighting-dev 2>/dev/null || true; } |
        grep "ok installed" >/dev/null
}
if packaged || [ -e "$prefix/.complete" ]; then
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The mirror the machine already uses, with the signature check of its own keyring.
mirror=$(apt-cache policy | grep -Eo 'https?://[^ ]+' | grep -v security | head -n 1)

codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")

if [ -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
    components=main
    suites="$codename trixie" # Debian 12's own release first; 5.116 of Debian 13 builds with Qt 6.4 as well
    signed_by() { echo "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"; }
else
    components="main universe"
    suites=$codename
    signed_by() { echo "[signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg]"; }
fi

fetch_source() { # suite
    local lists=$work/$1
    mkdir -p "$lists/partial" "$work/source"
    echo "deb-src $(signed_by) $mirror $1 $components" >"$work/$1.list"
    local options=(-o "Dir::Etc::sourcelist=$work/$1.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$lists"
        -o APT::Sandbox::User=root -o Acquire::Retries=3)
    (cd "$work/source" && rm -f ./* &&
        apt-get "${options[@]}" update -q &&
        apt-get "${options[@]}" source -q --tar-only --download-only ksyntax-highlighting) >&2
}

fetched=
for suite in $suites; do
    if fetch_source "$suite"; then
        fetched=$suite
        break
    fi
    echo "The $suite source of ksyntax-highlighting could not be fetched." >&2
done
if [ -z "$fetched" ]; then
    echo "KSyntaxHighlighting could not be had. Check the network, then run this again." >&2
    exit 1
fi

mkdir "$work/tree"
tar -xf "$work"/source/ksyntax-highlighting_*.orig.tar.* -C "$work/tree" --strip-components=1
# Newer releases ask for a newer ECM than they need; what Debian 12 has is enough (measured).
sed -i -E 's/find_package\(ECM [0-9.]+/find_package(ECM 5.90/' "$work/tree/CMakeLists.txt"
cmake -S "$work/tree" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DQT_MAJOR_VERSION=6 -DBUILD_WITH_QT6=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF \
    -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Quick=ON -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Widgets=ON \
    -DCMAKE_DISABLE_FIND_PACKAGE_Qt6PrintSupport=ON -DCMAKE_DISABLE_FIND_PACKAGE_XercesC=ON >&2
cmake --build "$work/build" >&2
cmake --install "$work/build" >&2
touch "$prefix/.complete"
