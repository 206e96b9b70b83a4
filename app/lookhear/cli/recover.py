"""`lookhear recover`: finishes what a crash, a kill or a power cut left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from lookhear.errors import StorageError
    from lookhear.recorder.spool.recovery import RecoveryReport

_DESCRIPTION = """\
Finish recordings that a crash, a kill or a power cut left without their end. Everything that was sealed is kept, at most the
last second is missing. Files that are not what was sealed are moved into the recording's folder `damaged` and counted in its
receipt; nothing is deleted but unfinished files.

This happens quietly at every start of the program, so there is seldom a need for it. A recording that another process is
writing is never touched. Running it twice, or interrupting it, does no harm."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(
        "recover",
        help="finish what a crash left",
        description=_DESCRIPTION,
        epilog="exit codes: 0 everything is finished · 1 something could not be, and the reason is printed",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with the lists `recovered` and `failures`")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Recover everything that needs it; gives 1 when something could not be."""
    from lookhear.recorder.spool.recovery import recover_all

    reports, failures = recover_all(machine.paths.recordings)
    if args.json:
        told = [{"code": failure.code, "message": str(failure), "hint": failure.hint} for failure in failures]
        print(json.dumps({"recovered": [report.to_json() for report in reports], "failures": told}, ensure_ascii=False, indent=1))
    else:
        _print(reports, failures)
    return ExitCode.FAILED if failures else ExitCode.DONE


def _print(reports: list[RecoveryReport], failures: list[StorageError]) -> None:
    for report in reports:
        print(sentence_of(report))
    for failure in failures:
        print(failure.for_people())
    if not reports and not failures:
        print("Nothing was left to recover.")


def sentence_of(report: RecoveryReport) -> str:
    """What happened to one recording."""
    from lookhear.recorder.spool.recovery import RecoveryOutcome

    if report.outcome is RecoveryOutcome.NOTHING_RECORDED:
        return f"{report.recording_id}: nothing had been recorded; its unfinished files are gone."
    if report.outcome is RecoveryOutcome.WAS_COMPLETE:
        return f"{report.recording_id}: was complete; its receipt is written now."
    parts = ["recovered"]
    if report.adopted:
        parts.append(f"{len(report.adopted)} sealed {_files(report.adopted)} without a journal row taken up")
    if report.damaged:
        parts.append(f"{len(report.damaged)} damaged or missing {_files(report.damaged)}: {', '.join(report.damaged[:3])}")
    if report.removed:
        parts.append(f"{len(report.removed)} unfinished {_files(report.removed)} removed")
    return f"{report.recording_id}: {'; '.join(parts)}."


def _files(names: tuple[str, ...]) -> str:
    return "file" if len(names) == 1 else "files"
