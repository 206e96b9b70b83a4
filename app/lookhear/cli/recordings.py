"""`lookhear recordings`: lists what was recorded here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from lookhear.bootstrap import Machine
    from lookhear.recorder.spool.library import RecordingInfo

_DESCRIPTION = """\
List the recordings of this machine, oldest first: identifier, start (UTC), duration, size, state and channels.

states: recording    a process is writing it now
        complete     it has its end; "recovered" behind it means that a crash cut it short and it was finished later
        interrupted  a crash cut it short; `lookhear recover` finishes it
        damaged      its manifest cannot be read; the reason is printed, the files are left as they are

upload: uploaded      a backend has all of it; "kept there" where its media are no longer on this computer (`lookhear export` gets them)
        uploading     a process is handing it over now
        waiting       not all is handed over; `lookhear uploads` finishes that"""

_MEGABYTE = 1_000_000


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(
        "recordings",
        help="list what was recorded here",
        description=_DESCRIPTION,
        epilog="`lookhear export ID --output FILE.mp4` makes a video of one; the first characters behind rec- are enough for ID.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with a list `recordings`")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """List them; an empty list is no failure."""
    from lookhear.recorder.spool.library import list_recordings
    from lookhear.recorder.spool.recovery import recover_all

    root = machine.paths.recordings
    recover_all(root)  # what a crash left is finished at every start; what cannot be is in the list with its reason
    found = list_recordings(root)
    if args.json:
        told = [{**info.to_json(), "upload": upload_json(info.folder)} for info in found]
        print(json.dumps({"recordings": told}, ensure_ascii=False, indent=1))
    elif found:
        for info in found:
            print(line_of(info))
    else:
        print(f"Nothing has been recorded in {root} yet. `lookhear record` begins.")
    return ExitCode.DONE


def line_of(info: RecordingInfo) -> str:
    """One recording on one line."""
    from lookhear.recorder.spool.rows import EndReason
    from lookhear.recorder.wording import clock_text

    started = info.started_at[:16].replace("T", " ") if info.started_at else "-"
    state = info.state.value + (", recovered" if info.end_reason is EndReason.RECOVERED else "")
    upload = upload_json(info.folder)
    if upload is not None:
        state += f", {upload['state']}" + (", kept there" if not upload["is_here"] else "")
    facts = f"{info.recording_id}  {started:16}  {clock_text(info.duration_s):>8}  {info.bytes / _MEGABYTE:8.1f} MB  {state}"
    rest = info.reason or ", ".join(info.channels)
    return f"{facts}  {rest}"


def upload_json(folder: Path) -> dict[str, object] | None:
    """How far the upload of a recording is, for programs; None when it was never meant to be handed over."""
    from lookhear.errors import StorageError
    from lookhear.recorder.spool.binding import read_binding
    from lookhear.recorder.spool.library import has_media
    from lookhear.recorder.spool.lock import is_being_uploaded

    try:
        binding = read_binding(folder)
        if binding is None:
            return None
        state = "uploaded" if binding.is_done else "uploading" if is_being_uploaded(folder) else "waiting"
    except StorageError as error:
        return {"state": "damaged", "session_id": None, "player_url": None, "is_here": True, "reason": str(error)}
    return {
        "state": state,
        "session_id": binding.ticket.session_id if binding.ticket else None,
        "player_url": binding.grant.player_url if binding.grant else None,
        "is_here": has_media(folder),
    }
