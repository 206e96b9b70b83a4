#!/bin/sh
# Sets up what a task needs: system packages that are missing, and .venv in the project's folder. Nothing else is touched; pip keeps what
# it fetched where it always does.
#   scripts/setup.sh run|demo|test|bench     demo = run, and a virtual desktop where there is no X display
# Stamps in .venv hold the fingerprint of all that decides what gets installed, so that a second call costs milliseconds.
set -eu
cd "$(dirname "$0")/.."

task=${1:?usage: scripts/setup.sh run|demo|test|bench}
has_display() { # one that can be recorded, as far as a look from outside tells
    [ -z "${WAYLAND_DISPLAY:-}" ] && [ "${XDG_SESSION_TYPE:-}" != wayland ] || return 1
    case ${DISPLAY:-} in
        '') return 1 ;;
        :*)
            number=${DISPLAY#:}
            [ -S "/tmp/.X11-unix/X${number%%.*}" ]
            ;;
    esac
}

parts=run
case $task in
    run) ;;
    demo) has_display || parts="run desktop" ;;
    test) parts="run desktop test" ;;
    bench) parts="run desktop bench" ;;
    *)
        echo "setup: unknown task '$task'; one of run, demo, test, bench" >&2
        exit 2
        ;;
esac

say() { echo "setup: $*" >&2; }

quietly() { # quietly COMMAND…: shows what it printed only if it fails
    log=$(mktemp)
    status=0
    "$@" >"$log" 2>&1 || status=$?
    [ "$status" -eq 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$status"
}

locks_of() { # locks_of PART: in the order they are installed
    case $1 in
        run) echo requirements-build.lock requirements.lock ;;
        desktop) echo requirements-desktop.lock ;;
        test) echo requirements-dev.lock ;;
        bench) ;;
    esac
}

package_names() { # package_names PART: one name a line
    sed -e 's/#.*//' -e 's/[[:space:]].*//' -e '/^$/d' "scripts/packages-$1.txt"
}

missing_packages() { # missing_packages PART…
    for part in "$@"; do
        for package in $(package_names "$part"); do
            case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
                *' installed') ;;
                *) echo "$package" ;;
            esac
        done
    done
}

install_packages() { # install_packages PART…
    if ! command -v apt-get >/dev/null; then
        say "no apt-get here: please see to it that what the packages in scripts/packages-*.txt hold is installed ($*)."
        return
    fi
    missing=$(missing_packages "$@" | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null; then
        as_root="sudo env"
    else
        say "system packages are missing, and neither root nor sudo is at hand. Have somebody run, as root:"
        say "  apt-get update && apt-get install --no-install-recommends $missing"
        exit 1
    fi
    say "installing system packages: $missing"
    # shellcheck disable=SC2016,SC2086 # the inner shell expands $@; the names are words
    quietly $as_root DEBIAN_FRONTEND=noninteractive sh -c \
        'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' apt $missing || {
        say "apt-get failed, see above. Mend that and run the same command again."
        exit 1
    }
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    say "found no Python of version 3.11 or newer that has its venv module (python3 here: $(python3 -V 2>&1 || :))."
    say "Debian 12 brings one. Elsewhere install it and name it: make setup PYTHON=/path/to/python3"
    return 1
}

pip_install() {
    quietly .venv/bin/python -m pip --disable-pip-version-check install --no-build-isolation --no-deps "$@" || {
        say "pip failed, see above. Mend that and run the same command again."
        exit 1
    }
}

install_python_packages() { # install_python_packages PART
    if ! grep -qsF "$PWD/.venv/bin/python" .venv/bin/pip; then # none yet, or made in another place: they do not survive moving
        python=$(find_python)
        say "making .venv with $("$python" -V)"
        quietly "$python" -m venv --clear .venv
    fi
    say "installing locked Python packages into .venv: $(locks_of "$1") (the first time takes a minute)"
    # Build requirements come first, and without isolation: pip would otherwise fetch unlocked ones for xcffib, which is a source.
    for lock in $(locks_of "$1"); do pip_install --require-hashes -r "$lock"; done
    [ "$1" != run ] || pip_install --editable .
    [ "$1" != test ] || quietly .venv/bin/python -m tests.tools.node || {
        say "npm failed, see above. Mend that and run the same command again."
        exit 1
    }
}

inputs_of() { # inputs_of PART: what decides what gets installed
    pwd
    # shellcheck disable=SC2046 # the locks are words
    cat $(locks_of "$1") pyproject.toml scripts/setup.sh
    [ "$1" != test ] || cat tests/contract/sdk/node/package*.json tests/tools/node.py
}

is_fresh() { # is_fresh STAMP KEY
    [ "$(cat ".venv/stamp-$1" 2>/dev/null)" = "$2" ]
}

stale=
for part in $parts; do
    is_fresh "packages-$part" "$(package_names "$part" | cksum)" || stale="$stale $part"
done
# shellcheck disable=SC2086 # the parts are words
[ -z "$stale" ] || install_packages $stale
for part in $parts; do
    [ -n "$(locks_of "$part")" ] || continue
    key=$(inputs_of "$part" | cksum)
    is_fresh "python-$part" "$key" || install_python_packages "$part"
    echo "$key" >".venv/stamp-python-$part"
done
for part in $stale; do package_names "$part" | cksum >".venv/stamp-packages-$part"; done
