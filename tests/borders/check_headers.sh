#!/usr/bin/env bash
# Every header compiles alone. Usage: check_headers.sh SOURCE_DIR COMPILE_COMMANDS MODULE…
# The flags of a module's headers are those of any source of that module in compile_commands.json.
set -u
cd "$1" || exit 2
commands=$2
shift 2

flags_of() { # module
    grep -E "\"command\":.* -c [^ ]*/$1/[^ ]*\.cpp" "$commands" | head -n 1 |
        grep -oE -- '-(I|isystem |D|std=|f)[^ "]+' | sed 's/\\$//' | tr '\n' ' '
}

check() { # header flags
    # shellcheck disable=SC2086
    printf '#include "%s"\n' "$1" | "${CXX:-g++}" $2 -fsyntax-only -x c++ - || echo "does not compile alone: $1"
}
export -f check

status=0
for module in "$@"; do
    flags=$(flags_of "$module")
    [ -n "$flags" ] || { echo "no flags found for $module"; exit 2; }
    headers=$(find "$module" -name '*.h' | sort)
    [ "$module" = core ] && headers=$(grep -v '^core/console/' <<<"$headers")
    found=$(printf '%s\n' $headers | xargs -P 2 -I{} bash -c 'check "$1" "$2"' _ {} "$flags" 2>&1)
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        status=1
    fi
done
[ $status = 0 ] && echo "Every header compiles alone."
exit $status
