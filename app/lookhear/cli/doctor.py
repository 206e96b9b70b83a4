"""`lookhear doctor`: what works on this machine, and what to do about what does not. Every line is found by trying."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from lookhear import __version__
from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import LookhearError
from lookhear.protocol.channels import ChannelKind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from lookhear.bootstrap import Machine
    from lookhear.recorder.ports import ChannelInfo

_ENOUGH_BYTES = 2_000_000_000
_GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was tried, whether it works, what was seen and what to do."""

    check: str
    ok: bool
    detail: str
    hint: str = ""


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
    findings = [*_displays(machine), *_sounds(machine), _encoder(), *_folder(machine)]
    sources = [finding for finding in findings if finding.check in ("display", "microphone", "system audio")]
    can_record = any(finding.ok for finding in sources) and all(finding.ok for finding in findings if finding not in sources)
    if args.json:
        print(json.dumps({"version": __version__, "can_record": can_record, "findings": [asdict(f) for f in findings]}, indent=1))
    else:
        for finding in findings:
            print(f"{'ok     ' if finding.ok else 'problem'}  {finding.check}: {finding.detail}")
            if finding.hint:
                print(f"         → {finding.hint}")
        print(f"\nLookhear {__version__} {'can' if can_record else 'cannot'} record here.")
    return ExitCode.DONE if can_record else ExitCode.NOTHING_CAPTURED


def _displays(machine: Machine) -> Iterator[Finding]:
    try:
        displays = machine.screens.displays()
    except LookhearError as exc:
        yield Finding("display", ok=False, detail=str(exc), hint=exc.hint)
        return
    for info in displays:
        size = f"{info.name}, {info.width}×{info.height}"
        yield Finding("display", ok=info.can_open, detail=size if info.can_open else f"{size}: {info.reason}")


def _sounds(machine: Machine) -> Iterator[Finding]:
    try:
        inputs = machine.sounds.inputs()
    except LookhearError as exc:
        yield Finding("microphone", ok=False, detail=str(exc), hint=exc.hint)
        yield Finding("system audio", ok=False, detail=str(exc), hint=exc.hint)
        return
    yield _default_input(inputs, ChannelKind.MIC, "microphone", hint="Plug one in, or choose one with --mic; without it use --no-mic.")
    yield _default_input(inputs, ChannelKind.SYSTEM_AUDIO, "system audio", hint="Choose an output in the sound settings.")


def _default_input(inputs: list[ChannelInfo], kind: ChannelKind, check: str, *, hint: str) -> Finding:
    default = next((info for info in inputs if info.channel_id.kind is kind and info.is_default), None)
    if default is None:
        return Finding(check, ok=False, detail="There is none.", hint=hint)
    if not default.can_open:
        return Finding(check, ok=False, detail=f"{default.name}: {default.reason}", hint=hint)
    return Finding(check, ok=True, detail=f"{default.name} ({default.device})")


def _encoder() -> Finding:
    from lookhear.recorder.pipeline.video_encoder import VideoEncoder

    try:
        encoder = VideoEncoder(width=1920, height=1080, fps=30)
    except LookhearError as exc:
        return Finding("video encoder", ok=False, detail=str(exc), hint="Reinstall the package av.")
    kind = "in software" if encoder.name == "libx264" else "in hardware"
    return Finding("video encoder", ok=True, detail=f"{encoder.name}, {kind}")


def _folder(machine: Machine) -> Iterator[Finding]:
    from lookhear.system.paths.folders import private_folder

    folder = machine.paths.recordings
    try:
        private_folder(folder)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except LookhearError as exc:
        yield Finding("recordings folder", ok=False, detail=str(exc), hint=exc.hint)
        return
    except OSError as exc:
        yield Finding("recordings folder", ok=False, detail=f"{folder} cannot be written: {exc.strerror}.", hint="Set LOOKHEAR_HOME.")
        return
    yield Finding("recordings folder", ok=True, detail=str(folder))
    free_bytes = shutil.disk_usage(folder).free
    yield Finding(
        "disk",
        ok=free_bytes > _ENOUGH_BYTES,
        detail=f"{free_bytes / _GIGABYTE:.1f} GB free",
        hint="" if free_bytes > _ENOUGH_BYTES else "Free some space: an hour of a busy desktop takes about 5 GB.",
    )
