"""After a recording: writes the .mp4 with progress, shows the receipt, and waits for what is not handed over yet."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.handover import code_of, tell_outcome
from lookhear.cli.output import free_name
from lookhear.cli.progress import Progress
from lookhear.cli.upload_text import to_json
from lookhear.errors import LookhearError, StorageError
from lookhear.recorder.receipt import build_receipt, write_receipt
from lookhear.recorder.wording import clock_text

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.cli.handover import Handover
    from lookhear.recorder.receipt import Receipt, TrackReceipt
    from lookhear.recorder.upload.status import UploadStatus

_MEGABYTE = 1_000_000


def export_and_report(
    folder: Path, output: Path, *, is_own_name: bool, is_json: bool, failure: LookhearError | None, handover: Handover | None = None
) -> int:
    """Export, print, and give the exit code: 0 only when the recording ended as it should, its video is written and it is handed over.

    ``is_own_name``: the program chose the output, so another name does as well when that one was taken meanwhile. ``failure``
    is what ended the recording early. ``handover`` None: it stays on this computer.
    """
    if failure is not None:
        print(f"lookhear: The recording was stopped. {failure.for_people()}", file=sys.stderr)
    receipt = _receipt(folder)
    if is_own_name and output.exists():
        output = free_name(output.parent)
    files, code = _video(folder, output, is_quiet=is_json)
    if failure is not None:
        code = code or ExitCode.FAILED
    if not is_json:
        print_receipt(receipt)
        for path in files:
            print(path)
        sys.stdout.flush()
    told: dict[str, object] = {"folder": str(folder), "files": [str(path) for path in files]}
    if handover is not None:
        status, upload_code = _hand_over(handover, is_json=is_json)
        code = code or upload_code
        if code is ExitCode.DONE:
            handover.let_go(folder)
        told |= {"upload": None if status is None else to_json(status), "playback_url": status.player_url if status else None}
    if is_json:
        print(json.dumps({**receipt.to_json(), **told}, ensure_ascii=False))
    return code


def _video(folder: Path, output: Path, *, is_quiet: bool) -> tuple[list[Path], ExitCode]:
    from lookhear.recorder.exporting import export

    with Progress("writing the video", is_quiet=is_quiet) as progress:
        try:
            return export(folder, output, progress=progress.show), ExitCode.DONE
        except LookhearError as exc:
            return [], _explain(f"The video could not be written: {exc.for_people()}", folder)
        except KeyboardInterrupt:
            _explain("Writing the video was interrupted.", folder)
            return [], ExitCode.INTERRUPTED


def _hand_over(handover: Handover, *, is_json: bool) -> tuple[UploadStatus | None, ExitCode]:
    """Wait for the upload, and say what became of it and where it can be watched."""
    status = handover.conclude(is_quiet=is_json)
    tell_outcome(status)
    if status is not None and status.player_url and not is_json:
        print(f"watch  {status.player_url}")
    return status, code_of(status)


def _receipt(folder: Path) -> Receipt:
    try:
        return write_receipt(folder)
    except StorageError as exc:
        print(f"lookhear: The receipt could not be kept: {exc.for_people()}", file=sys.stderr)
        print("lookhear: The recording itself is safe; `lookhear recover` writes its receipt later.", file=sys.stderr)
        return build_receipt(folder)


def _explain(sentence: str, folder: Path) -> ExitCode:
    print(f"lookhear: {sentence}", file=sys.stderr)
    print(f"lookhear: The recording itself is safe. `lookhear export {folder.name} --output FILE.mp4` writes it.", file=sys.stderr)
    return ExitCode.FAILED


def print_receipt(receipt: Receipt) -> None:
    """The receipt for people: a line for each track, then what there is to know."""
    print(f"{receipt.recording_id}: {clock_text(receipt.duration_s)}, {receipt.bytes / _MEGABYTE:.1f} MB")
    for track in receipt.tracks:
        print(f"  {track.verdict}{_facts(track)}")
    for warning in (*receipt.warnings, *receipt.notes):
        print(f"  ! {warning}")


def _facts(track: TrackReceipt) -> str:
    if track.frames is not None:
        return f"  ({track.frames} pictures, {track.dropped_frames} dropped, {track.encoder} from {track.source})"
    loudest = "" if track.peak is None else f", peak {track.peak:.2f}"
    return f"  ({track.encoder} from {track.device}{loudest})"
