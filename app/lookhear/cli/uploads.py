"""`lookhear uploads`: shows what is not handed over yet, and finishes it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from lookhear.cli import destination
from lookhear.cli.exit_codes import ExitCode, exit_code_of
from lookhear.errors import LookhearError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.bootstrap import Machine
    from lookhear.recorder.spool.binding import Binding, TokenSource
    from lookhear.recorder.upload.publisher import Publisher
    from lookhear.recorder.upload.status import UploadStatus

_DESCRIPTION = """\
Show every recording that is not handed over yet, and finish that: with progress, as fast as the line or --limit allows. What was
acknowledged is never sent again. One that a running Lookhear is handing over is shown and left to it.

With ID also a recording that was made without a backend is handed over now, to where `lookhear record` would hand it. Where a backend
did not take the token, give another in the variable LOOKHEAR_TOKEN, with ID. Where it does not want the recording at all, the options
of `record` that name a backend or a session hand it to another, with ID."""

_EPILOG = """\
exit codes: 0 everything is handed over · 4 a backend does not want something, and the reason is printed · 5 something is left, which the
next `lookhear uploads`, the next recording or the program that is at it finishes · 130 interrupted; what was sent stays sent"""

_KIB: Final = 1024


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "uploads",
        help="finish what is not handed over yet",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("id", metavar="ID", nargs="?", help="only this recording")
    command.add_argument("--no-wait", dest="wait", action="store_false", help="show what is left, and send nothing")
    command.add_argument("--wait", action="store_true", default=True, help="send what is left (the default)")
    command.add_argument(
        "--limit", metavar="KB/s", type=destination.kilobytes_per_s, help="send no more than so many kilobytes (1024 bytes) a second"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with the list `uploads`, and no progress")
    destination.add_source_arguments(command.add_argument_group("another backend or session for ID"))
    command.set_defaults(run=run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one recording: its upload's state, or why it was not touched."""

    recording_id: str
    code: ExitCode
    status: UploadStatus | None
    sentence: str
    freed_bytes: int = 0

    def to_json(self) -> dict[str, Any]:
        """The entry of `lookhear uploads --json`."""
        from lookhear.cli.upload_text import to_json

        upload = to_json(self.status) if self.status is not None else {}
        return {"recording_id": self.recording_id, **upload, "sentence": self.sentence, "freed_bytes": self.freed_bytes}


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Show and finish; the exit code is the worst of all recordings."""
    from lookhear.recorder.run_leftovers import unfinished_uploads
    from lookhear.recorder.spool.library import find_recording
    from lookhear.recorder.spool.recovery import recover_all

    if destination.names_a_source(args) and not (args.id and args.wait):
        raise UsageError("Another backend or session is for one recording that is handed over now.", hint="Name it, without --no-wait.")
    root = machine.paths.recordings
    chosen = [find_recording(root, args.id)] if args.id else None
    recover_all(root)  # what a crash left has to have its end before it can be handed over whole
    outcomes: list[Outcome] = []
    if args.wait:
        _ = machine.keep_days  # nonsense is told now, not behind hours of uploading
        _let_go(root, machine)
    for folder in chosen or unfinished_uploads(root):
        outcome = _one(folder, args, machine, is_chosen=chosen is not None)
        outcomes.append(outcome)
        if not args.json:
            print(f"{outcome.recording_id}: {outcome.sentence}")
            if outcome.status is not None and outcome.status.player_url:
                print(f"watch  {outcome.status.player_url}")
            sys.stdout.flush()
    if args.json:
        print(json.dumps({"uploads": [outcome.to_json() for outcome in outcomes]}, ensure_ascii=False, indent=1))
    elif not outcomes:
        print("Everything is handed over.")
    return max((outcome.code for outcome in outcomes), key=_SEVERITY.index, default=ExitCode.DONE)


_SEVERITY: Final = (ExitCode.DONE, ExitCode.NOT_UPLOADED, ExitCode.REFUSED, ExitCode.USAGE, ExitCode.NOTHING_CAPTURED, ExitCode.FAILED)


def _let_go(root: Path, machine: Machine) -> None:
    """Remove the media of recordings that were handed over long enough ago."""
    from lookhear.recorder.run_leftovers import bound_recordings, is_handed_over
    from lookhear.recorder.spool.library import has_media

    for folder in bound_recordings(root):
        if is_handed_over(folder) and has_media(folder):
            _retire(folder, machine)


def _one(folder: Path, args: argparse.Namespace, machine: Machine, *, is_chosen: bool) -> Outcome:
    from lookhear.recorder.run_finishing import FOREIGN_LOOK_S
    from lookhear.recorder.spool.binding import read_binding
    from lookhear.recorder.spool.library import RecordingState, state_of
    from lookhear.recorder.spool.lock import is_being_uploaded
    from lookhear.recorder.upload.status import UploadState

    try:
        binding = read_binding(folder)
        if is_being_uploaded(folder):
            return _told(folder, "A running Lookhear is handing it over; that one finishes it.")
        if state_of(folder) is RecordingState.RECORDING:
            return _told(folder, "It is being recorded. When that ends, `lookhear uploads` hands it over.")
        if not args.wait:
            return _shown(folder, is_done=binding is not None and binding.is_done)
        source = _another(folder, args, machine) if destination.names_a_source(args) else _source(binding, machine, is_chosen=is_chosen)
        limit = None if args.limit is None else args.limit * _KIB
        publisher = machine.publisher(folder, source=source, limit_bytes_per_s=limit, look_every_s=FOREIGN_LOOK_S)
        status = _finish(publisher, is_quiet=args.json)
        freed_bytes = _retire(folder, machine) if status.state is UploadState.DONE else 0
    except LookhearError as error:
        if is_chosen and isinstance(error, UsageError):
            raise
        return Outcome(recording_id=folder.name, code=exit_code_of(error), status=None, sentence=error.for_people())
    return _outcome(folder, status, freed_bytes=freed_bytes)


def _source(binding: Binding | None, machine: Machine, *, is_chosen: bool) -> TokenSource:
    """Where a recording goes: as it was begun, else as `lookhear record` would begin now.

    Only one that was named gets another token: of the others nobody said that it is meant for their backends.
    """
    from lookhear.recorder.spool.binding import SourceKind

    if binding is not None:
        token = machine.environ.get(destination.TOKEN_VARIABLE)
        if not (token and is_chosen) or binding.source.kind is SourceKind.EMBEDDED:
            return binding.source
        return replace(binding.source, token=token, token_file=None, mint_token_file=None)
    parser = argparse.ArgumentParser()
    destination.add_arguments(parser)
    return _wanted(destination.source_of(parser.parse_args([]), machine.environ))


def _another(folder: Path, args: argparse.Namespace, machine: Machine) -> TokenSource:
    """Where it shall go instead, noted beside the recording."""
    from lookhear.recorder.upload.rebinding import rebind

    source = _wanted(destination.source_of(args, machine.environ))
    for warning in destination.warnings_of(args, source):
        print(f"lookhear: {warning}", file=sys.stderr)
    rebind(folder, source)
    return source


def _wanted(source: TokenSource | None) -> TokenSource:
    if source is None:
        raise UsageError("There is no backend to hand it over to.", hint="Set LOOKHEAR_BACKEND to an address, or to `embedded`.")
    return source


def _finish(publisher: Publisher, *, is_quiet: bool) -> UploadStatus:
    """Upload with progress."""
    from lookhear.cli.progress import Progress
    from lookhear.recorder.run_finishing import finish

    with Progress("handing over", is_quiet=is_quiet) as progress:
        return finish(publisher, show=lambda status: progress.show(status.acked_bytes / max(1, status.acked_bytes + status.pending_bytes)))


def _retire(folder: Path, machine: Machine) -> int:
    """Let the media go when their time has come; that they stay is no failure of the upload."""
    try:
        return machine.retire(folder).freed_bytes
    except LookhearError:
        return 0


def _shown(folder: Path, *, is_done: bool) -> Outcome:
    """What its files say; nobody is asked."""
    from lookhear.recorder.upload.looking import look

    status = look(folder)
    return _outcome(folder, status, freed_bytes=0) if is_done else _told(folder, f"{status.sentence} `lookhear uploads` does that.")


def _told(folder: Path, sentence: str) -> Outcome:
    return Outcome(recording_id=folder.name, code=ExitCode.NOT_UPLOADED, status=None, sentence=sentence)


def _outcome(folder: Path, status: UploadStatus, *, freed_bytes: int) -> Outcome:
    from lookhear.cli.handover import code_of
    from lookhear.cli.upload_text import left_text

    code = code_of(status)
    sentence = status.sentence
    if code is ExitCode.NOT_UPLOADED:
        sentence = f"{left_text(status)} {status.sentence} `lookhear uploads` or the next recording finishes it."
    elif status.refused_fragments:
        code = ExitCode.REFUSED
    return Outcome(recording_id=folder.name, code=code, status=status, sentence=sentence, freed_bytes=freed_bytes)
