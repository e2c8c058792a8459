#!/usr/bin/env bash
# Every test that tests/data/reference_rows.md names is there: `tst_unit::function`, `file.yaml`, and the cases of a file
# that stand in brackets behind it. Usage: check_rows.sh SOURCE_DIR
set -u
cd "$1" || exit 2
list=tests/data/reference_rows.md
faults=0

missing() {
    printf 'Not there: %s\n' "$1"
    faults=1
}

while IFS= read -r name; do
    unit=${name%%::*}
    file=$(find tests -name "$unit.cpp" | head -n 1)
    grep -qE "void ${name##*::}(_data)?\(" "${file:-/dev/null}" || missing "$name"
done < <(grep -oE '`tst_[a-z_]+::[A-Za-z]+`' "$list" | tr -d '`' | sort -u)

while IFS= read -r file; do
    [ -f "tests/data/exchanges/$file" ] || missing "$file"
done < <(grep -oE '`[a-z_]+\.yaml`' "$list" | tr -d '`' | sort -u)

# `file.yaml` (one case; another)
while IFS= read -r line; do
    file=${line%%\`*}
    cases=${line#*(}
    while IFS= read -r name; do
        grep -qF -- "$name" <(sed "s/''/'/g" "tests/data/exchanges/$file") || missing "$file: $name"
    done < <(printf '%s\n' "${cases%)}" | sed 's/; /\n/g')
done < <(grep -oE '[a-z_]+\.yaml` \([^)]*\)' "$list" | sort -u)

[ $faults = 0 ] && echo "Every row has its test."
exit $faults
