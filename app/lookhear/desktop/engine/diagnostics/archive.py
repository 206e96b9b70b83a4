"""The diagnostic archive: a .zip of texts that a person can read before it goes anywhere. Written whole or not at all. Blocks."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.diagnostics.logs import log_files
from lookhear.desktop.engine.settings.leaves import leaves
from lookhear.recorder.spool.durable import write_sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lookhear.desktop.engine.diagnostics.scrubbing import Scrubber
    from lookhear.desktop.engine.health import HealthReport
    from lookhear.desktop.engine.settings.declared import Settings

_LOG_BYTES: Final = 400_000  # of the end of each
_README: Final = """\
This archive was made by Lookhear because somebody asked for it. It was sent to nobody.

  report.txt       what works on this computer and what does not, and its versions
  settings.toml    settings that are not at their defaults; of addresses only the host
  recordings.json  of the latest recordings: times, sizes, gaps and states of their tracks
  logs/            the end of the application's logs

There are no pictures and no sound in it, no names of recordings, windows or devices, no tokens and no passwords. Whatever looked like
one was covered: [hidden]. Read it before you hand it on.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into it, before it is cleaned."""

    report: HealthReport
    versions: dict[str, str]
    settings: Settings
    recordings: Sequence[dict[str, Any]]
    logs: Path


def write_archive(output: Path, contents: Contents, scrubber: Scrubber) -> Path:
    """Write it for its owner alone; gives its path. Raises DiskFull, FolderUnwritable, StorageError."""
    texts = {
        "report.txt": _report(contents),
        "settings.toml": _settings(contents.settings),
        "recordings.json": json.dumps(contents.recordings, indent=1),
        **{f"logs/{path.name}": _end_of(path) for path in log_files(contents.logs)},
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _README)
        for name, text in texts.items():
            archive.writestr(name, scrubber.clean(text))
    path = output if output.suffix == ".zip" else output.with_name(f"{output.name}.zip")
    write_sealed(path, made.getvalue())
    return path


def report_lines(report: HealthReport) -> list[str]:
    """A report as lines of text, in English: for a clipboard and for the archive."""
    lines = [report.version, report.machine, ""]
    for line in report.lines:
        detail = f"{line.amount_bytes / 1e9:.1f} GB" if line.amount_bytes is not None else line.detail
        code = f" [{line.error.code}]" if line.error is not None else ""
        lines.append(f"{'ok     ' if line.is_good else 'problem'}  {line.name.value}: {detail}{code}")
    return lines


def _report(contents: Contents) -> str:
    versions = [f"{name} {version}" for name, version in contents.versions.items()]
    return "\n".join([*report_lines(contents.report), "", *versions, ""])


def _settings(settings: Settings) -> str:
    """What differs from the defaults, and nothing that a person may have written beside it."""
    lines: list[str] = []
    page = ""
    for each in leaves():
        value = each.of(settings)
        if value == each.default:
            continue
        if each.page != page:
            page = each.page
            lines.append(f"[{page}]")
        lines.append(f"{each.name} = {json.dumps(value)}")
    return "\n".join([*lines, ""])


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _LOG_BYTES))
            data = file.read(_LOG_BYTES)
    except OSError as error:
        return f"It cannot be read ({error.strerror}).\n"
    text = data.decode("utf-8", "replace")
    return text.partition("\n")[2] if len(data) == _LOG_BYTES else text  # a line that was cut could hide what it is from the scrubber
