"""`lookhear channels`: what can be recorded here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import LookhearError
from lookhear.protocol.channels import ChannelKind

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from lookhear.recorder.ports import ChannelInfo

_TITLES = {ChannelKind.DISPLAY: "Displays", ChannelKind.MIC: "Microphones", ChannelKind.SYSTEM_AUDIO: "System audio"}
_OPTIONS = {ChannelKind.DISPLAY: "--display", ChannelKind.MIC: "--mic", ChannelKind.SYSTEM_AUDIO: "--system-audio"}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "channels",
        help="list what can be recorded here",
        description="List the displays, microphones and outputs of this machine: their ids, sizes and defaults, and whether each can be "
        "opened now. Each is opened for a moment to find out; nothing is recorded.",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with a list `channels` and a list `problems`")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """List them; gives 3 when there is nothing at all."""
    channels: list[ChannelInfo] = []
    problems: list[str] = []
    for ask in (machine.screens.displays, machine.sounds.inputs):
        try:
            channels += ask()
        except LookhearError as exc:
            problems.append(exc.for_people())
    if args.json:
        print(json.dumps({"channels": [to_json(info) for info in channels], "problems": problems}, ensure_ascii=False, indent=1))
    else:
        _print(channels, problems)
    return ExitCode.DONE if any(info.can_open for info in channels) else ExitCode.NOTHING_CAPTURED


def to_json(info: ChannelInfo) -> dict[str, Any]:
    """One channel for programs; sizes in pixels, rates in Hz, absent values left out."""
    values: dict[str, Any] = {
        "id": str(info.channel_id),
        "kind": info.channel_id.kind.value,
        "name": info.name,
        "device": info.device,
        "default": info.is_default,
        "can_open": info.can_open,
        "reason": info.reason or None,
        "width": info.width,
        "height": info.height,
        "x": info.x,
        "y": info.y,
        "rate": info.rate,
        "channels": info.channels,
    }
    return {key: value for key, value in values.items() if value is not None}


def _print(channels: list[ChannelInfo], problems: list[str]) -> None:
    for kind, title in _TITLES.items():
        of_kind = [info for info in channels if info.channel_id.kind is kind]
        if not of_kind:
            continue
        print(f"{title}  ({_OPTIONS[kind]} ID)")
        width = max(len(str(info.channel_id)) for info in of_kind)
        for info in of_kind:
            mark = "*" if info.is_default else " "
            print(f" {mark} {info.channel_id!s:{width}}  {info.name}{_facts(info)}")
            if not info.can_open:
                print(f"   {'':{width}}  cannot be opened now: {info.reason}")
        print()
    for problem in problems:
        print(problem)
    if any(info.is_default for info in channels):
        print("* is recorded when nothing is chosen.")


def _facts(info: ChannelInfo) -> str:
    if info.width is not None:
        return f", {info.width}×{info.height} at {info.x},{info.y}"
    if info.rate is not None:
        return f", {info.rate / 1000:g} kHz, {'mono' if info.channels == 1 else f'{info.channels} channels'}"
    return ""
