#!/usr/bin/env bash
# Checks the table of docs/architecture.md: which folder may include which, where Qt, Asio and OpenSSL may be met, and
# that the tree holds no folder at its top that is not part of the agreed layout. Usage: check_includes.sh SOURCE_DIR
set -u
cd "$1" || exit 2
faults=0

# forbid FOLDERS PATTERN WHY [EXCEPT]: no include matching PATTERN below FOLDERS, but for files matching EXCEPT.
forbid() {
    local found
    found=$(grep -rnE --include='*.h' --include='*.cpp' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($2)" $1 |
        grep -vE "${4:-^$}")
    if [ -n "$found" ]; then
        printf '%s\n%s\n\n' "$3" "$found"
        faults=1
    fi
}

forbid core 'gateway-engine/|ui/|app/' 'core may include core only:'
forbid core 'Q[A-Z]|Qt' 'core knows no Qt, core/console aside:' '^core/console/'
forbid core 'boost/asio|boost/beast|thread>|openssl/' 'core knows no sockets, threads or OpenSSL:' '^core/console/'
forbid core/console 'QWidget|QtWidgets|QApplication' 'core/console knows no Widgets:'
forbid gateway-engine 'ui/|app/|core/console/' 'gateway-engine may include core only:'
forbid gateway-engine 'Q[A-Z]|Qt' 'gateway-engine knows no Qt:'
forbid gateway-engine 'boost/asio|boost/beast' 'Asio and Beast stand in transport/, integrations/, lambda/, servers/, task.h and invoke.cpp only:' \
    '^gateway-engine/(transport/|integrations/|lambda/|servers/|task\.h|invoke\.cpp|library_headers\.h)'
forbid gateway-engine 'openssl/' 'OpenSSL stands in crypto/ and transport/tls only:' \
    '^gateway-engine/(crypto/|transport/tls)'
forbid 'core gateway-engine ui app' 'cjose/|jansson' 'JOSE and its keys stand in crypto/ only:' '^gateway-engine/crypto/'
forbid gateway-engine/auth 'core/(api|edit|format|lint)/|gateway-engine/(compile|pipeline|transport|integrations)/' \
    'auth takes plain values and gives plain results:'
forbid gateway-engine 'core/(api|format|edit|lint)/.*' 'only compile/ and access/ read the design (ids, verbs, maps and expressions may be named):' \
    '^gateway-engine/(compile/|access/|access\.|schema/|backends\.)|core/api/(ids|method|integration|integration_subtype|mapping_key|function|state_machine|backend|aws_settings|selection_expression)\.h'
forbid ui 'app/' 'ui may not include app:'
forbid ui 'boost/(asio|beast)|openssl/' 'ui opens no sockets of its own:'
forbid ui 'gateway-engine/(transport|pipeline|integrations|routing|vtl|jsonpath)/' \
    'ui sees the public headers of the engine only (engine.h, http/, trace/, compile/; previews render templates):' \
    '^ui/[a-z_/]*:[0-9]*:#include "gateway-engine/vtl/dialect/mapping_template\.h"|^ui/models/engine_templates\.cpp:|^ui/models/route_trial\.cpp:[0-9]*:#include "gateway-engine/routing/route_tree\.h"'
forbid app/cli_main.cpp 'QWidget|QApplication|ui/' 'the command line knows no Widgets:'
forbid app/commands 'QWidget|QApplication|ui/' 'the command line knows no Widgets:'
forbid 'core gateway-engine ui app' 'QtWidgets>|QtCore>|QtGui>|QtNetwork>' 'no Qt umbrella headers:'

strays=$(git ls-files 2>/dev/null | cut -d/ -f1 | sort -u |
    grep -vxE '\..*|CMakeLists\.txt|CMakePresets\.json|app|core|gateway-engine|ui|resources|tests|installer|docs|README\.md|LICENSE|CHANGELOG\.md')
if [ -n "$strays" ]; then
    printf 'Not part of the agreed top level:\n%s\n' "$strays"
    faults=1
fi

relative=$(grep -rnE --include='*.h' --include='*.cpp' '^#include "[^"/]+"' core gateway-engine ui app | grep -v '\.moc"')
if [ -n "$relative" ]; then
    printf 'Includes are written from the root:\n%s\n' "$relative"
    faults=1
fi
[ $faults = 0 ] && echo "Borders hold."
exit $faults
