"""The recorder under kill -9, cut files, sleep and long runs: nothing sealed is lost, and at most the last second is not sealed."""

from __future__ import annotations

import itertools
import random
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import pytest

from demo.desktop import VirtualDesktop
from demo.process import wait_until
from demo.scene.launch import start_scene
from lookhear.recorder.exporting import export
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import FragmentRow, SourceRow, SourceState
from lookhear.recorder.spool.tail import SpoolTail
from tests.tools.program import Program, end

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.protocol.channels import ChannelId

pytestmark = [pytest.mark.system, pytest.mark.linux]

ROOT = Path(__file__).parents[2]
SYNTHETIC_KILLS = 80
DESKTOP_KILLS = 24
AT_ONCE = 2
ATTEMPTS = 3
LAST_SECOND_NS = 1_000_000_000
LONGEST_S = 4.0
_RUN_UP_S = 0.03
# The real program with displays and sounds that need no desktop.
SYNTHETIC = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from lookhear.cli.main import parser
from tests.fakes.machine import machine
args = parser().parse_args(["record", "--json", "--output", sys.argv[2] + "/f.mp4"])
raise SystemExit(args.run(args, machine(Path(sys.argv[2]))))
"""


@dataclass(frozen=True)
class Killed:
    """A recording whose process was killed at this session time, and what its journal promised at that moment."""

    folder: Path
    at_ns: int
    promised: tuple[FragmentRow, ...]
    opened_ns: dict[ChannelId, int]


@pytest.fixture
def chance() -> random.Random:
    """A generator whose seed is shown when a test fails."""
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")  # noqa: T201
    return random.Random(seed)  # noqa: S311


def start_synthetic(home: Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", SYNTHETIC, str(ROOT), str(home)]
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(start: Callable[[Path], subprocess.Popen[str]], home: Path, after_s: float) -> Killed:
    """Start a recording in ``home``, and kill it so long after its folder appeared."""
    home.mkdir()
    child = start(home)
    try:
        folder = wait_until(lambda: next(home.glob("recordings/rec-*/manifest.json"), None), what="a recording").parent
        assert child.poll() is None, child.stderr.read() if child.stderr else ""
        threading.Event().wait(after_s)
        assert child.poll() is None
        manifest, tail = read_manifest(folder), SpoolTail(folder)
        rows = tail.read()
        at_ns = time.time_ns() - manifest.clock_wall_origin_ns
        child.kill()
        child.wait()
    finally:
        end(child)
    promised = tuple(row for row in rows if isinstance(row, FragmentRow))
    opened = [row for row in rows if isinstance(row, SourceRow) and row.state is SourceState.OPENED]
    return Killed(folder, at_ns, promised, {row.channel: row.t_ns for row in opened})


@dataclass(frozen=True)
class Outcome:
    """What recovery made of a killed recording: whether it holds anything, and how much of the end is missing in the worst track."""

    is_held: bool
    missing_ns: int


def assert_recovers(case: Killed, file: Path) -> Outcome:
    """Recover a killed recording and check everything that was promised."""
    recover(case.folder)
    missing_ns = {channel: case.at_ns - opened_ns for channel, opened_ns in case.opened_ns.items()}
    if not case.folder.exists():  # nothing had been captured yet
        assert case.promised == ()
        return Outcome(is_held=False, missing_ns=max(missing_ns.values(), default=0))
    receipt = build_receipt(case.folder, verify=True)
    assert receipt.end_reason == "recovered"
    assert receipt.damaged_lines == 0
    by_channel = {track.channel_id: track for track in receipt.tracks}
    for channel in case.opened_ns:
        track = by_channel[str(channel)]
        assert track.lost_fragments == 0
        assert track.fragments >= sum(row.channel == channel for row in case.promised)
        if track.last_s is not None:
            missing_ns[channel] = case.at_ns - round(track.last_s * 1e9)
    is_held = any(track.fragments for track in receipt.tracks)
    if is_held:
        assert_plays(export(case.folder, file)[0], by_channel["display:1"].frames or 0)
    return Outcome(is_held, max(missing_ns.values(), default=0))


def assert_plays(file: Path, frames: int) -> None:
    """Decode every track to its end. A sound of which only the encoder's run-up was sealed may be empty."""
    with av.open(str(file)) as container:
        tracks = [(stream.type, float((stream.duration or 0) * (stream.time_base or 0))) for stream in container.streams]
    for index, (kind, duration_s) in enumerate(tracks):
        with av.open(str(file)) as container:
            times = [frame.pts for frame in container.decode(container.streams[index]) if frame.pts is not None]
        assert all(before < after for before, after in itertools.pairwise(times))
        if kind == "video":
            assert len(times) == frames
        else:
            assert times or duration_s < _RUN_UP_S


def kill_many(start: Callable[[Path], subprocess.Popen[str]], root: Path, delays_s: list[float]) -> int:
    """Kill a recording after each of the delays, some at once; gives how many held something.

    A machine that is busy with other things is late, and that is not the recorder's doing: a recording that misses more than its
    last second is made again alone, and must not each time.
    """

    def one(number: int) -> Outcome:
        home = root / str(number)
        outcome = assert_recovers(killed(start, home, delays_s[number]), root / f"{number}.mp4")
        shutil.rmtree(home)
        (root / f"{number}.mp4").unlink(missing_ok=True)
        return outcome

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(one, range(len(delays_s))))
    late = [number for number, outcome in enumerate(outcomes) if outcome.missing_ns > LAST_SECOND_NS]
    print(f"{len(late)} of {len(delays_s)} were late while others ran")  # noqa: T201
    always_late = [number for number in late if all(one(number).missing_ns > LAST_SECOND_NS for _ in range(ATTEMPTS))]
    assert [delays_s[number] for number in always_late] == []
    return sum(outcome.is_held for outcome in outcomes)


@pytest.mark.timeout(900)
def test_a_killed_recorder_loses_at_most_its_last_second(tmp_path: Path, chance: random.Random) -> None:
    delays = [chance.uniform(0, LONGEST_S) for _ in range(SYNTHETIC_KILLS)]
    assert kill_many(start_synthetic, tmp_path, delays) > SYNTHETIC_KILLS // 2


@pytest.mark.timeout(900)
def test_a_killed_recorder_of_a_real_desktop_loses_at_most_its_last_second(tmp_path: Path, chance: random.Random) -> None:
    with VirtualDesktop(size=(1280, 720)) as desktop:
        start_scene(desktop, "talking")

        def start(home: Path) -> subprocess.Popen[str]:
            return Program(home).start(desktop.env, "record", "--output", str(home / "f.mp4"))  # `killed` ends it

        delays = [chance.uniform(0, LONGEST_S) for _ in range(DESKTOP_KILLS)]
        assert kill_many(start, tmp_path, delays) > DESKTOP_KILLS // 2


@pytest.mark.timeout(600)
def test_whatever_a_power_cut_does_to_the_newest_files_the_older_ones_stay(tmp_path: Path, chance: random.Random) -> None:
    case = killed(start_synthetic, tmp_path / "home", 6.0)
    for number in range(40):
        folder = tmp_path / str(number) / case.folder.name
        shutil.copytree(case.folder, folder)
        newest = sorted(fragments(folder), key=lambda path: path.stat().st_mtime_ns)[-chance.randrange(1, 7) :]
        for path in newest:
            damage(path, chance)
        if chance.random() < 0.5:
            journal = folder / "journal.ndjson"
            with journal.open("rb+") as file:
                file.truncate(journal.stat().st_size - chance.randrange(1, 2000))
        recover(folder)
        receipt = build_receipt(folder, verify=True)
        untouched = {path.relative_to(case.folder) for path in fragments(case.folder)} - {path.relative_to(folder) for path in newest}
        assert all((folder / path).read_bytes() == (case.folder / path).read_bytes() for path in untouched)
        assert sum(track.fragments for track in receipt.tracks) >= len(untouched)
        assert_plays(export(folder, tmp_path / f"{number}.mp4")[0], receipt.tracks[0].frames or 0)
        shutil.rmtree(folder.parent)


def fragments(folder: Path) -> list[Path]:
    """The sealed fragments of a recording; the mix is no part of it."""
    return [path for path in folder.glob("*/*.m4s") if path.parent.name != "mix"]


def damage(path: Path, chance: random.Random) -> None:
    """What a power cut may leave of a file that was not on the disk yet: less of it, nothing, zeros, or no file."""
    kind = chance.randrange(4)
    size = path.stat().st_size
    if kind == 0:
        path.unlink()
        return
    with path.open("rb+") as file:
        if kind == 1:
            file.truncate(chance.randrange(size))
        elif kind == 2:
            file.truncate(0)
        else:
            at = chance.randrange(size)
            file.seek(at)
            file.write(bytes(size - at))
