"""`lookhear export`: writes a recording as .mp4 files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
Write a recording as an .mp4 that plays anywhere. Nothing is encoded again, so an hour takes seconds.

The file holds the primary display, a mix of all sound as the default track and each sound by itself behind it; further
displays get files of their own (talk-display-2.mp4). A gap in the sound is silence, a gap in the pictures a longer picture.

A recording that is still being written is exported as far as it is sealed; the recording goes on, and can be exported again.
One that was handed over and is no longer on this computer is fetched from its backend."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(
        "export",
        help="write a recording as an .mp4",
        description=_DESCRIPTION,
        epilog="example: lookhear export 01JDA7 --output talk.mp4",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("id", metavar="ID", help="which recording: its identifier, or as much of it behind rec- as no other has")
    command.add_argument("--output", type=Path, metavar="FILE.mp4", help="where to write it (default: your Videos folder)")
    command.add_argument("--force", action="store_true", help="replace FILE.mp4 if it exists")
    command.add_argument("--json", action="store_true", help="print one JSON object with the list `files`, and no progress")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Export one recording and print the files."""
    from lookhear.cli.output import chosen_output
    from lookhear.cli.progress import Progress
    from lookhear.recorder.spool.library import RecordingState, find_recording, state_of
    from lookhear.recorder.spool.recovery import recover_all

    root = machine.paths.recordings
    folder = find_recording(root, args.id)
    output = chosen_output(args.output, machine.paths, is_forced=args.force)
    recover_all(root)
    is_partial = state_of(folder) is RecordingState.RECORDING
    with Progress("writing the video", is_quiet=args.json) as progress:
        files = _written(machine, folder, output, progress=progress.show)
    if is_partial:
        print(f"lookhear: {folder.name} is still being recorded; this is what was sealed until now.", file=sys.stderr)
    if args.json:
        told = {"recording_id": folder.name, "files": [str(path) for path in files], "still_recording": is_partial}
        print(json.dumps(told, ensure_ascii=False))
    else:
        for path in files:
            print(path)
    return ExitCode.DONE


def _written(machine: Machine, folder: Path, output: Path, *, progress: Callable[[float], None]) -> list[Path]:
    from lookhear.recorder.exporting import export
    from lookhear.recorder.spool.binding import read_binding
    from lookhear.recorder.spool.library import has_media

    binding = None if has_media(folder) else read_binding(folder)
    if binding is None or not binding.is_done:
        return export(folder, output, progress=progress)
    from lookhear.recorder.spool.manifest import read_manifest
    from lookhear.recorder.upload.fetching import fetch

    return fetch(read_manifest(folder), binding, output, source=machine.video_source(binding), progress=progress)
