"""`lookhear engines test`: lets engines understand a sample in a worker, as a backend would, and says what they made of it."""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from lookhear.bootstrap import Machine
    from lookhear.understanding.plugin import EngineKind


def run_test(machine: Machine, which: str | None, *, is_json: bool) -> int:
    """Try the engine of a name or of a kind; without one every engine that is in use. Fails when one of them did."""
    from lookhear.understanding.choice.file import load_choices, save_choices, with_engine
    from lookhear.understanding.choice.values import Chosen
    from lookhear.understanding.folders import EngineFolders, engines_file
    from lookhear.understanding.plugin import EngineKind
    from lookhear.understanding.registry import Registry

    kinds = list(EngineKind)
    choices = load_choices(engines_file(machine.paths.data))
    if which in set(EngineKind):
        kinds = [EngineKind(which)]
    elif which is not None:
        card = Registry.find(EngineFolders.under(machine.paths.data).packages).get(which).card
        before = choices.of(card.kind)
        options = before.options if before.engine == card.name else {}
        choices = with_engine(choices, card.kind, Chosen(engine=card.name, options=options))
        kinds = [card.kind]
    with tempfile.TemporaryDirectory(prefix="lookhear-engines-") as folder:
        file = Path(folder) / "engines.toml"
        save_choices(file, choices)
        outcomes = asyncio.run(_tried(machine, file, kinds, is_all=which is None))
    for each in outcomes:
        if not is_json:
            print(_line(each))
    if is_json:
        print(json.dumps({"tests": outcomes}, ensure_ascii=False))
    return ExitCode.FAILED if any("problem" in each for each in outcomes) else ExitCode.DONE


async def _tried(machine: Machine, file: Path, kinds: list[EngineKind], *, is_all: bool) -> list[dict[str, Any]]:
    from lookhear.understanding.trying import attempt

    outcomes: list[dict[str, Any]] = []
    async with machine.engine_room(file) as room:
        for kind in kinds:
            line = next(line for line in room.lines if line.kind is kind)
            if is_all and line.known is None and not line.trouble:
                continue  # nobody wants one
            try:
                outcomes.append(asdict(await attempt(room, kind)))
            except LookhearError as error:
                name = line.known.card.name if line.known else ""
                outcomes.append({"kind": kind, "engine": name, "problem": error.for_people()})
    return outcomes


def _line(outcome: dict[str, Any]) -> str:
    if "problem" in outcome:
        return f"problem  {outcome['kind']}{' ' * bool(outcome['engine'])}{outcome['engine']}: {outcome['problem']}"
    memory = "" if outcome["memory_bytes"] is None else f", {round(outcome['memory_bytes'] / 1_000_000)} MB of memory"
    took = f"{outcome['took_ms'] / 1000:.1f} s with its start{memory}"
    return f"ok       {outcome['kind']} {outcome['engine']}: of {outcome['given']}: “{outcome['understood']}” ({took})"
