#!/usr/bin/env bash
# Lint and every test but the long ones. Tests that mostly wait for real programs run beside those that keep one core busy:
# one after the other they would take nearly twice as long. Their output comes behind, and what failed stands at the very end.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
python=.venv/bin/python
logs=$(mktemp -d)
real=
finish() {
    [ -z "$real" ] || kill -TERM -- "-$real" 2>/dev/null
    rm -rf "$logs"
}
trap finish EXIT
trap 'exit 130' INT TERM

walks=(tests/contract/sdk tests/contract/test_docs_quickstart.py) # SDKs and a manual at real recordings

set -m # a process group of its own: it can be ended whole, and does not begin with Ctrl-C ignored
"$python" -m pytest tests/integration tests/e2e "${walks[@]}" >"$logs/real" 2>&1 &
real=$!
set +m

scripts/lint.sh || exit 1
"$python" -m pytest tests/unit tests/arch tests/contract "${walks[@]/#/--ignore=}" | tee "$logs/quick"
quick_code=$?
wait "$real"
real_code=$?
real=
cat "$logs/real"
if [ "$quick_code" -ne 0 ]; then
    echo "==== the tests further above failed, too:"
    grep -E '^(FAILED|ERROR|SKIPPED but|STILL RUNNING|=+ .* in .*=+$)' "$logs/quick"
fi
[ "$quick_code" -eq 0 ] && [ "$real_code" -eq 0 ]
