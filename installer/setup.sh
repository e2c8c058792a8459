#!/usr/bin/env bash
# Everything a build needs: the distribution's packages, KSyntaxHighlighting where it is not packaged for Qt 6, and the
# jsonata package.
# Quick when nothing is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/packages.sh"
"$here/syntax-highlighting.sh"
"$here/jsonata.sh"
