"""`lookhear record`: record this desktop until Ctrl-C, a signal or the duration, then write the .mp4 and show the receipt."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.cli import destination
from lookhear.errors import UsageError

if TYPE_CHECKING:
    from lookhear.bootstrap import Machine
    from lookhear.cli.handover import Handover

_DEFAULT = "default"
_FPS_LIMITS = (1, 60)

_DESCRIPTION = """\
Record this desktop. Without options: the primary display, the default microphone and system audio, until Ctrl-C.

Each source is a track of its own. A source that is missing or goes away never stops the others; it is taken up again when it
comes back. Everything is on disk within a second: after a crash `lookhear recover` finishes what is left.

The .mp4 holds the primary display, a mix of all sound as the default track and each sound by itself behind it; further
displays get files of their own (talk-display-2.mp4).

While it is recorded, every piece is handed to a backend where it can be watched at once: to the one of this computer, or to one
that you name. Recording never waits for it: without network or login it is handed over later."""

_EPILOG = """\
exit codes: 0 recorded, and handed over where there is a backend · 1 recorded, but the disk stopped it or the .mp4 could not be
written · 2 the command makes no sense · 3 nothing could be captured · 4 recorded, but the backend refused it · 5 recorded, but not
all of it is handed over yet; `lookhear uploads` finishes that · 130 recorded, but writing the .mp4 was interrupted"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "record",
        help="record this desktop",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    displays = command.add_argument_group("displays")
    displays.add_argument(
        "--display", metavar="N", type=_display_number, action="append", help="record display N (counted from one); repeat for more"
    )
    displays.add_argument("--all-displays", action="store_true", help="record every display")
    displays.add_argument("--no-display", action="store_true", help="record sound only")
    displays.add_argument("--fps", type=_fps, default=30, metavar="30", help="pictures a second at most, while something moves (1 to 60)")
    displays.add_argument("--no-window-names", action="store_true", help="do not note which window is in front")
    sounds = command.add_argument_group("sound")
    sounds.add_argument(
        "--mic", metavar="ID", nargs="?", const=_DEFAULT, default=_DEFAULT, help="the microphone: an id, a device or part of its name"
    )
    sounds.add_argument("--no-mic", action="store_true", help="do not open any microphone")
    sounds.add_argument(
        "--system-audio", metavar="ID", nargs="?", const=_DEFAULT, default=_DEFAULT, help="the output whose sound is recorded"
    )
    sounds.add_argument("--no-system-audio", action="store_true", help="do not record what the computer plays")
    result = command.add_argument_group("result")
    result.add_argument("--duration", type=_seconds, metavar="S", help="stop after S seconds")
    result.add_argument("--output", type=Path, metavar="FILE.mp4", help="where to write the video (default: your Videos folder)")
    result.add_argument("--force", action="store_true", help="replace FILE.mp4 if it exists")
    result.add_argument("--json", action="store_true", help="print the receipt as one JSON object, and nothing else")
    destination.add_arguments(command)
    command.set_defaults(run=run)


def _display_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"displays count from one, so {text!r} is none; `lookhear channels` lists them")
    return int(text)


def _fps(text: str) -> int:
    low, high = _FPS_LIMITS
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from {low} to {high}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 10 * 365 * 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above zero")
    return value


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Record, write the .mp4 and report."""
    from lookhear.cli.output import chosen_output
    from lookhear.cli.recording_run import record
    from lookhear.cli.selection import plan_of
    from lookhear.recorder.run_leftovers import finish_others

    if args.no_display and (args.display or args.all_displays):
        raise UsageError("--no-display contradicts --display and --all-displays.")
    if args.no_display and args.no_mic and args.no_system_audio:
        raise UsageError("Nothing is left to be recorded.", hint="Leave out one of --no-display, --no-mic and --no-system-audio.")
    handover = _handover(args, machine)
    output = chosen_output(args.output, machine.paths, is_forced=args.force)
    recorder, root = machine.recorder(has_window_names=False if args.no_window_names else None), machine.paths.recordings
    failure = asyncio.run(
        record(
            recorder,
            lambda: plan_of(args, machine),
            duration_s=args.duration,
            is_quiet=args.json,
            handover=handover,
            run_folder=machine.paths.run,
            finish_others=None if handover is None else lambda stop: finish_others(machine, root, but=recorder.folder, stop=stop),
        )
    )
    from lookhear.cli.report import export_and_report  # only now: what it imports is not needed to begin

    return export_and_report(
        recorder.folder, output, is_own_name=args.output is None, is_json=args.json, failure=failure, handover=handover
    )


def _handover(args: argparse.Namespace, machine: Machine) -> Handover | None:
    """The upload that goes along; None when everything stays here."""
    from lookhear.cli.handover import Handover

    chosen = destination.destination_of(args, machine.environ)
    for warning in chosen.warnings:
        print(f"lookhear: {warning}", file=sys.stderr)
    if (source := chosen.source) is None:
        return None
    from lookhear.recorder.spool.binding import Binding, write_binding

    return Handover(
        lambda folder: machine.publisher(folder, source=source, limit_bytes_per_s=chosen.bytes_per_s),
        is_waited_for=chosen.is_waited_for,
        promise=lambda folder: write_binding(folder, Binding(source=source)),
        let_go=machine.retire,
    )
