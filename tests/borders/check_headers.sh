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

# A source that includes its own header before anything else has shown already that the header stands alone.
is_shown() {
    local source=${1%.h}.cpp
    [ -e "$source" ] && [ "$(grep -m 1 '^#include' "$source")" = "#include \"$1\"" ]
}

status=0
for module in "$@"; do
    flags=$(flags_of "$module")
    [ -n "$flags" ] || { echo "no flags found for $module"; exit 2; }
    headers=$(find "$module" -name '*.h' | sort)
    [ "$module" = core ] && headers=$(grep -v '^core/console/' <<<"$headers")
    headers=$(for header in $headers; do is_shown "$header" || echo "$header"; done)
    [ -n "$headers" ] || continue
    found=$(printf '%s\n' $headers | xargs -P 2 -I{} bash -c 'check "$1" "$2"' _ {} "$flags" 2>&1)
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        status=1
    fi
done
[ $status = 0 ] && echo "Every header compiles alone."
exit $status
