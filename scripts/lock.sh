#!/bin/sh
# Writes the lock files: exact versions with hashes, for every system and Python we support, and no registry's address in them.
# Releases of the last fourteen days are left out: a bad one is usually noticed by then.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || command -v .venv/bin/uv) || {
    echo "lock: needs uv. Put it into the virtual environment with '.venv/bin/pip install uv', then run 'make lock' again." >&2
    exit 1
}

compile() { # compile OUT ARGUMENT…
    out=$1
    shift
    "$uv" pip compile "$@" --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-config \
        --exclude-newer '14 days' --custom-compile-command 'make lock' --quiet --output-file "$out"
}

compile requirements.lock pyproject.toml --extra offline
compile requirements-build.lock --group build --constraint requirements.lock
compile requirements-desktop.lock --group desktop --constraint requirements.lock
compile requirements-dev.lock --group dev --constraint requirements.lock --constraint requirements-build.lock

# What `lookhear engines install` installs, by the same versions. It reads the program's own table of engines: run it in .venv.
.venv/bin/python scripts/engine_locks.py "$uv"
