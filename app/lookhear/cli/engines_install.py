"""`lookhear engines install` and `remove`: says what would be fetched and under which licence, asks, and shows how far it is."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.cli.engines import megabytes
from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.progress import Progress
from lookhear.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.bootstrap import Machine
    from lookhear.understanding.folders import EngineFolders
    from lookhear.understanding.models.catalogue import Model
    from lookhear.understanding.packages.installing import Installer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One thing to install: what it is called, what is said before, and what does it."""

    what: str
    licence: str
    download: str
    do: Callable[[Callable[[float], None]], Path]


def install(args: argparse.Namespace, machine: Machine) -> int:
    """Install an engine, a model of it, or both: whatever of it is not here."""
    steps = _steps(args, machine)
    for step in steps:
        if not args.json:
            print(f"{step.what}: {step.download}; licence: {step.licence}.")
    if not steps:
        _say(args, f"{args.which} is installed already.", {"installed": []})
        return ExitCode.DONE
    if not args.yes and not _is_wanted("Install it? [y/N] "):
        print("Nothing was installed.")
        return ExitCode.FAILED
    placed = []
    for step in steps:
        with Progress(f"installing {step.what}", is_quiet=args.json) as bar:
            placed.append(str(step.do(bar.show)))
    _say(args, f"{args.which} is installed. {_next_step(args)}", {"installed": placed})
    return ExitCode.DONE


def remove(args: argparse.Namespace, machine: Machine) -> int:
    """Remove what was installed here: an engine's package, or one model of it."""
    from lookhear.understanding.folders import EngineFolders
    from lookhear.understanding.models.catalogue import named
    from lookhear.understanding.models.storing import ModelStore
    from lookhear.understanding.packages.installing import Installer

    folders = EngineFolders.under(machine.paths.data)
    what = f"the model {args.model} of {args.which}" if args.model else f"the package of {args.which}"
    if not args.yes and not args.json and not _is_wanted(f"Remove {what}? [y/N] "):
        print("Nothing was removed.")
        return ExitCode.FAILED
    if args.model:
        is_gone = ModelStore(folders=folders).remove(named(args.which, args.model))
    else:
        is_gone = Installer(folders=folders).remove(args.which)
    if not is_gone:
        raise UsageError(f"There is no {what.removeprefix('the ')} in {folders.packages.parent}.", hint=_own_hint(args.which))
    _say(args, f"Removed {what}.", {"removed": what})
    return ExitCode.DONE


def _next_step(args: argparse.Namespace) -> str:
    """What somebody does with it: a model that is not the usual one has to be chosen."""
    from lookhear.understanding.models.catalogue import models_of

    usual = next((each.name for each in models_of(args.which)), "")
    if args.model and args.model != usual:
        return f"Choose the model in engines.toml: model = {json.dumps(args.model)} below the options of the engine."
    return f"`lookhear engines test {args.which}` tries it."


def _own_hint(engine: str) -> str:
    return f"If {engine} works all the same, it belongs to this Python: pip removes it."


def _steps(args: argparse.Namespace, machine: Machine) -> list[_Step]:
    from lookhear.understanding.folders import EngineFolders, engines_file
    from lookhear.understanding.models.catalogue import HUB, models_of, named
    from lookhear.understanding.packages.catalogue import PACKAGES, package_of
    from lookhear.understanding.packages.installing import Installer
    from lookhear.understanding.packages.packs import packs_url_of
    from lookhear.understanding.readiness import is_installed
    from lookhear.understanding.registry import Registry

    importlib.invalidate_caches()  # somebody may have installed or removed it just now
    folders = EngineFolders.under(machine.paths.data)
    card = Registry.find(folders.packages).get(args.which).card
    if args.which not in PACKAGES and not args.model:
        package_of(args.which)
    model = named(args.which, args.model or "") if args.model or any(models_of(args.which)) else None
    is_package_here = all(is_installed(name, folders.package_of(args.which)) for name in card.needs)
    place = args.place or packs_url_of(engines_file(machine.paths.data))
    is_models_place = bool(args.model and is_package_here and args.place)
    steps = []
    if not is_package_here or (args.place and not args.model):
        steps.append(_package_step(Installer(folders=folders, place=place), args.which))
    if model is not None and folders.found_model(model.engine, model.name) is None:
        steps.append(_model_step(model, folders, args.place if is_models_place else HUB))
    return steps


def _package_step(installer: Installer, engine: str) -> _Step:
    plan = installer.plan(engine)
    download = f"{megabytes(plan.download_bytes)} to fetch" if plan.download_bytes else "nothing to fetch"
    return _Step(
        what=f"the engine {engine}",
        licence=plan.licence,
        download=f"{download}, {megabytes(plan.disk_bytes)} on the disk",
        do=lambda told: installer.install(engine, progress=told),
    )


def _model_step(model: Model, folders: EngineFolders, place: str) -> _Step:
    from lookhear.understanding.fetching import is_url
    from lookhear.understanding.models.storing import ModelStore

    return _Step(
        what=f"the model {model.name}",
        licence=model.licence,
        download=f"{megabytes(model.size_bytes)} to fetch" if is_url(place) else f"copied from {place}",
        do=lambda told: ModelStore(folders=folders, place=place).fetch(model, progress=told),
    )


def _is_wanted(question: str) -> bool:
    """Ask; whoever cannot answer has not said yes."""
    if not sys.stdin.isatty():
        raise UsageError("Nobody is there to be asked.", hint="Say --yes when you agree.")
    answer = ""
    with contextlib.suppress(EOFError):
        answer = input(question)
    return answer.strip().lower() in {"y", "yes"}


def _say(args: argparse.Namespace, sentence: str, told: dict[str, object]) -> None:
    print(json.dumps({"engine": args.which, **told}, ensure_ascii=False) if args.json else sentence)
