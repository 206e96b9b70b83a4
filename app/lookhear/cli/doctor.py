"""`lookhear doctor`: what works on this machine, and what to do about what does not. Every line is found by trying."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lookhear import __version__
from lookhear.cli.exit_codes import ExitCode
from lookhear.recorder.checking import SOURCES, examine

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from lookhear.recorder.checking import Finding


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "doctor",
        help="say what works on this machine, and what to do about what does not",
        description="Try everything a recording needs: displays, microphone, system audio, encoders, and the folder recordings live in. "
        "Each source is opened for a moment; nothing is recorded.",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with a list `findings`")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Try everything; gives 3 when nothing could be recorded."""
    findings = list(examine(screens=lambda: machine.screens, sounds=lambda: machine.sounds, folder=machine.paths.recordings))
    sources = [finding for finding in findings if finding.check in SOURCES]
    can_record = any(finding.ok for finding in sources) and all(finding.ok for finding in findings if finding not in sources)
    if args.json:
        print(
            json.dumps(
                {"version": __version__, "can_record": can_record, "findings": [_to_json(finding) for finding in findings]}, indent=1
            )
        )
    else:
        for finding in findings:
            print(f"{'ok     ' if finding.ok else 'problem'}  {finding.check}: {finding.detail}")
            if finding.hint:
                print(f"         → {finding.hint}")
        print(f"\nLookhear {__version__} {'can' if can_record else 'cannot'} record here.")
    return ExitCode.DONE if can_record else ExitCode.NOTHING_CAPTURED


def _to_json(finding: Finding) -> dict[str, object]:
    return {"check": finding.check, "ok": finding.ok, "detail": finding.detail, "hint": finding.hint}
