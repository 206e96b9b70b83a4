"""How much of what is secret is masked, how much of what is not, and how fast.

Run it by hand: python -m bench.masking


secrets   texts that hold one each, of every kind, drawn by lot (tests/fakes/secrets.py)
ordinary  hashes, identifiers, numbers, prose and code of the same place; this project's own texts and the modules of Python,
of which every mask counts as a false alarm
"""

from __future__ import annotations

import sysconfig
import time
from collections import Counter
from pathlib import Path

from lookhear.masking import find, mask
from tests.fakes.secrets import ordinary, secrets

_ROOT = Path(__file__).parents[1]
_MOST_FILES = 400


def main() -> None:
    """Print the table."""
    kinds: dict[str, Counter[str]] = {}
    for each in secrets():
        found = mask(each.text)
        row = kinds.setdefault(each.kind, Counter())
        row["texts"] += 1
        row["masked"] += each.secret not in found.text and each.sort in found.counts
        if each.secret in found.text or each.sort not in found.counts:
            print("missed:", repr(each.text), "->", repr(found.text))
    alarms: Counter[str] = Counter()
    texts = ordinary()
    for each in texts:
        if (found := mask(each.text)).counts:
            alarms[each.kind] += 1
            print("false alarm:", repr(each.text), "->", repr(found.text))
    hits, wanted = sum(row["masked"] for row in kinds.values()), sum(row["texts"] for row in kinds.values())
    print("\n| kind | texts | masked |\n|---|---|---|")
    for kind, row in sorted(kinds.items()):
        print(f"| {kind} | {row['texts']} | {row['masked']} |")
    print(f"\nrecall {hits / wanted:.3f} ({hits} of {wanted}), precision {hits / (hits + alarms.total()):.3f}", end="")
    print(f" ({alarms.total()} false alarms in {len(texts)} ordinary texts)")
    _files("this project's texts", [*_ROOT.glob("docs/**/*.md"), *_ROOT.glob("app/**/*.py")])
    _files("modules of Python", sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py")))


def _files(name: str, paths: list[Path]) -> None:
    size = alarms = 0
    begun = time.process_time()
    for path in paths[:_MOST_FILES]:
        text = path.read_text("utf-8", "replace")
        size += len(text)
        for span in find(text):
            alarms += 1
            print(f"  {path.name}: {text[max(0, span.start - 40) : span.end + 10]!r} {span.sort}")
    taken_s = time.process_time() - begun
    print(f"{name}: {alarms} masks in {size / 1e6:.1f} MB, {size / 1e6 / taken_s:.2f} MB a second of processor time")


if __name__ == "__main__":
    main()
