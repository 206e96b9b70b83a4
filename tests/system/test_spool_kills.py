"""The spool under kill -9: a process seals as fast as it can and is killed at a random moment, a hundred times."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.recovery import RecoveryOutcome, recover

ROOT = Path(__file__).parents[2]
KILLS = 100
SEAL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.fakes.recordings import MIC, SCREEN, begin, fragment_bytes, fragment_facts
writer = begin(Path(sys.argv[1]))
for seq in range(1, 100_000):
    for channel in (SCREEN, MIC):
        facts = fragment_facts(channel, seq)
        row = writer.seal_fragment(facts, fragment_bytes(facts))
        print(row.file, row.sha256, flush=True)  # the promise: from here on it must never be lost
"""
RECOVER = """
import sys
from pathlib import Path
from lookhear.recorder.spool.recovery import recover
recover(Path(sys.argv[1]))
"""


def killed(argv: list[str], *, after_lines: int, then_s: float) -> list[str]:
    """Run a program, kill it a moment after it printed so many lines, and give all lines it printed."""
    with subprocess.Popen([sys.executable, "-c", *argv], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after_lines)]
        try:
            process.wait(timeout=then_s)
        except subprocess.TimeoutExpired:
            process.kill()
        lines += process.stdout.readlines()
    return [line for line in lines if line.endswith("\n")]


@pytest.fixture
def chance() -> random.Random:
    """A generator whose seed is shown when a test fails."""
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")  # noqa: T201
    return random.Random(seed)  # noqa: S311


@pytest.mark.system
@pytest.mark.timeout(1200)
def test_whatever_was_announced_survives_a_kill_at_any_moment(tmp_path: Path, chance: random.Random) -> None:
    for number in range(KILLS):
        root = tmp_path / str(number)
        announced = killed([SEAL, str(root), str(ROOT)], after_lines=chance.randrange(1, 20), then_s=chance.random() * 0.03)
        (folder,) = root.iterdir()
        if number % 2:  # half of the time the first recovery is killed as well
            killed([RECOVER, str(folder)], after_lines=0, then_s=0.1 + chance.random() * 0.2)
        assert recover(folder).outcome in {RecoveryOutcome.RECOVERED, RecoveryOutcome.WAS_COMPLETE}
        kept = {row.file: row for track in RecordingLog.load(folder).tracks for row in track.fragments}
        for line in announced:
            file, digest = line.split()
            assert kept[file].sha256 == digest
            assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest
        assert len(kept) - len(announced) in {0, 1}
        assert [track.lost_fragments for track in build_receipt(folder, verify=True).tracks] == [0, 0]
        assert json.loads((folder / "receipt.json").read_bytes())["damaged_lines"] in {0, 1}
        assert list(folder.rglob("*.part")) == []
