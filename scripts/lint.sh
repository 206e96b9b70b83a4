#!/bin/sh
# Everything that reads the code without running it. Goes on after a failure, so that one run shows them all.
set -eu
cd "$(dirname "$0")/.."

failed=
check() { # check COMMAND…: silent when all is well
    log=$(mktemp)
    echo "lint: $*"
    "$@" >"$log" 2>&1 || {
        cat "$log"
        failed=yes
    }
    rm -f "$log"
}

PATH=$PWD/.venv/bin:$PATH
check ruff format --check .
check ruff check .
types() { # types SYSTEM PLACE…
    system=$1 cache=.mypy_cache/$1
    [ -z "${CI:-}" ] || cache=/dev/null # whoever asks once has nothing of it but the time that it takes to write
    shift
    check mypy --platform "$system" --cache-dir "$cache" "$@"
}
types linux
# What runs on the other systems too; the virtual desktop, the tests of it and the benchmark are Linux only.
for system in darwin win32; do types "$system" app/lookhear; done
check lint-imports
check shellcheck scripts/*.sh .ci/run
[ -z "$failed" ]
