"""`lookhear status`: what is being recorded now, told from the evidence on disk."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import ControlError, NothingIsRecorded, StorageError
from lookhear.recorder.wording import channel_label, clock_text, plural

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.bootstrap import Machine
    from lookhear.recorder.control.wire import Answer
    from lookhear.recorder.spool.tail import RecordingStatus, TrackStatus

_DESCRIPTION = """\
Say what is being recorded now: for each track how old the newest sealed media is, what was dropped and how loud it is, whether
the recording is paused, and how far the upload is. Everything is read from what is sealed on disk; nothing is believed.

  ok       fresh media were sealed within the last three seconds
  late     the newest are older than that, or than ten seconds: lost, as when the source went away
  paused   the sources are closed, because somebody wished it"""

_EPILOG = "exit codes: 0 something is being recorded · 3 nothing is"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Running:
    """A recording that some process writes. ``answer`` is None when it does not answer."""

    recording_id: str
    folder: Path
    status: RecordingStatus
    answer: Answer | None

    def to_json(self) -> dict[str, Any]:
        """The entry of `lookhear status --json`."""
        tracks = [{**asdict(track), "channel_id": str(track.channel_id), "health": track.health.value} for track in self.status.tracks]
        return {
            "recording_id": self.recording_id,
            "folder": str(self.folder),
            "state": self.answer.state if self.answer else "paused" if self.status.paused_s is not None else "recording",
            "answers": self.answer is not None,
            "pid": self.answer.pid if self.answer else None,
            "elapsed_s": self.status.elapsed_s,
            "paused_s": self.status.paused_s,
            "bytes": self.status.bytes,
            "tracks": tracks,
            "uploads": self.answer.uploads if self.answer else None,
        }


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(
        "status",
        help="say what is being recorded now",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with a list `recordings`")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Tell of every recording that runs; 3 when there is none."""
    found = list(_running(machine))
    if args.json:
        print(json.dumps({"recordings": [running.to_json() for running in found]}, ensure_ascii=False, indent=1))
    for running in [] if args.json else found:
        print("\n".join(lines_of(running)))
    if not found and not args.json:
        raise NothingIsRecorded("Nothing is being recorded.")
    return ExitCode.DONE if found else ExitCode.NOTHING_CAPTURED


def _running(machine: Machine) -> Iterator[Running]:
    """Whatever some process writes, whether it can be reached or not."""
    from lookhear.recorder.control.client import ask, running
    from lookhear.recorder.control.wire import Request, Verb
    from lookhear.recorder.spool.library import being_written
    from lookhear.recorder.spool.tail import read_status

    reachable = set(running(machine.paths.run))
    for folder in being_written(machine.paths.recordings):
        answer = None
        try:
            if folder.name in reachable:
                answer = ask(machine.paths.run, folder.name, Request(Verb.STATUS), timeout_s=5.0)
            status = read_status(folder, time.time_ns())
        except NothingIsRecorded:  # it has ended meanwhile
            continue
        except ControlError:
            status = read_status(folder, time.time_ns())
        except StorageError:  # it begins just now, and has no manifest yet
            continue
        yield Running(folder.name, folder, status, answer)


def lines_of(running: Running) -> Iterator[str]:
    """A recording for people."""
    status = running.status
    state = "records" if status.paused_s is None else f"paused for {clock_text(status.paused_s)}"
    yield f"{running.recording_id}: {state}, {clock_text(status.elapsed_s)}, {status.bytes / _MEGABYTE:.1f} MB"
    for track in status.tracks:
        yield f"  {channel_label(track.channel_id)}: {', '.join(_facts(track))}"
    if running.answer is None:
        yield "  ! It does not answer: it can be stopped only where it was started."
    elif running.answer.uploads is not None and isinstance(sentence := running.answer.uploads.get("sentence"), str):
        yield f"  upload: {sentence}"


def _facts(track: TrackStatus) -> Iterator[str]:
    from lookhear.recorder.spool.tail import Health

    yield track.health.value
    if not track.fragments:
        yield "nothing yet"
    elif track.health is not Health.PAUSED:  # how old a paused track is says nothing of it
        yield f"newest {track.age_s:.1f} s old"
    if track.channel_id.kind.is_video:
        yield plural(track.frames, "picture")
    elif track.peak is not None:
        yield f"peak {track.peak:.2f}"
    if track.dropped:
        yield f"{track.dropped} dropped"
    if track.gaps:
        yield plural(track.gaps, "gap")
