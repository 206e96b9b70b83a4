#!/usr/bin/env bash
# Lint and every test but the long ones. Tests that mostly wait for real programs run beside those that keep one core busy, in three
# rows: one after the other they would take more than twice as long. Whoever is done takes the next part of what is left, so that no
# core idles. The rows' output comes behind, and what failed stands at the very end.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
python=.venv/bin/python
logs=$(mktemp -d)
mkdir "$logs/waiting" "$logs/taken"
rows=()
finish() {
    for row in "${rows[@]}"; do kill -TERM -- "-$row" 2>/dev/null; done
    rm -rf "$logs"
}
trap finish EXIT
trap 'exit 130' INT TERM

walks=(tests/contract/sdk tests/contract/test_docs_quickstart.py) # SDKs and a manual at real recordings
programs=(tests/contract/engine tests/contract/quickstart tests/contract/examples) # programs of developers, and what records for them
real=(tests/integration/test_[a-q]*.py) # by letter, so that the rows take about as long
beside_walks=(tests/integration/test_r*.py)
beside_programs=(tests/integration/test_[s-z]*.py)

part() { # part NAME PLACE…: something that one core is busy with, for whoever is free; the longest come first
    printf '%s\n' "${@:2}" >"$logs/waiting/$1"
}
part 1-backend tests/unit/backend
part 2-unit tests/unit --ignore=tests/unit/backend --ignore=tests/unit/desktop --ignore=tests/unit/understanding
part 3-understanding tests/unit/understanding
part 4-desktop tests/unit/desktop
part 5-contract tests/contract "${walks[@]/#/--ignore=}" "${programs[@]/#/--ignore=}"
part 6-arch tests/arch

rest() { # rest: part after part, until somebody has taken each
    local each place code=0
    for each in "$logs"/waiting/*; do
        mv "$each" "$logs/taken/" 2>/dev/null || continue # taken by another
        mapfile -t place <"$logs/taken/${each##*/}"
        "$python" -m pytest "${place[@]}" || code=1
    done
    return "$code"
}

row() { # row NAME FIRST… -- THEN…: one pytest behind the other, so that what the first keeps open for all of its tests ends with it
    local name=$1 first=() code=0
    shift
    while [ "$1" != -- ]; do first+=("$1") && shift; done
    shift
    {
        "$python" -m pytest "${first[@]}" || code=1
        [ $# -eq 0 ] || "$python" -m pytest "$@" || code=1
        rest || code=1
    } >"$logs/$name" 2>&1
    return "$code"
}

set -m # process groups of their own: each can be ended whole, and does not begin with Ctrl-C ignored
row real "${real[@]}" -- &
rows+=($!)
row walks "${walks[@]}" -- tests/e2e "${beside_walks[@]}" &
rows+=($!)
row programs "${programs[@]}" -- "${beside_programs[@]}" &
rows+=($!)
set +m

scripts/lint.sh || exit 1
rest | tee "$logs/quick"
code=$?
for row in "${rows[@]}"; do wait "$row" || code=1; done
rows=()
cat "$logs/real" "$logs/walks" "$logs/programs"
if [ "$code" -ne 0 ]; then
    echo "==== where, and with which words:" # of a long output people see the end
    grep -hE '^(_+ .* _+$|>? *E? +(assert|raise)|E  |[^ ]+\.py:[0-9]+: )' "$logs/quick" "$logs/real" "$logs/walks" "$logs/programs" | tail -n 200
    echo "==== what failed:"
    grep -hE '^(FAILED|ERROR|SKIPPED but|STILL RUNNING|=+ .* in .*=+$)' "$logs/quick" "$logs/real" "$logs/walks" "$logs/programs"
fi
[ "$code" -eq 0 ]
