"""`lookhear engines`: what understands pictures and sound here, what could, and what it takes."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any, Final

from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import UsageError

if TYPE_CHECKING:
    from lookhear.bootstrap import Machine
    from lookhear.understanding.folders import EngineFolders
    from lookhear.understanding.readiness import Readiness
    from lookhear.understanding.registry import Known

_DESCRIPTION = """\
List, try, install and remove the engines that hear, see, read, judge and compare: those of this program, and those that plug-ins bring.
Which engine does what is chosen in engines.toml in the data folder, or in the settings of the application; docs/engines.md tells more.

`install` says the licence and the size of what it would fetch, and asks; nothing is fetched by any other command."""

_EPILOG = """\
examples:
  lookhear engines                                      what there is, and what each lacks
  lookhear engines test speech                          let the engine that hears listen to a sample
  lookhear engines install minilm
  lookhear engines install faster-whisper --model base.en --yes
  lookhear engines install screen-text --from /media/stick/engine-packs
  lookhear engines models                               models that can be fetched, and those that are here
  lookhear engines remove faster-whisper --model base.en"""

KINDS: Final = ("speech", "vision", "language", "judge", "embedder")
_MB: Final = 1_000_000


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "engines",
        help="list, try and install what understands pictures and sound",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = ("list", "test", "install", "remove", "models")
    command.add_argument("action", choices=actions, nargs="?", default="list", help="what to do (default: list)")
    command.add_argument("which", metavar="NAME", nargs="?", help=f"an engine; for test also a kind: {', '.join(KINDS)}")
    command.add_argument("--model", metavar="MODEL", help="install, remove: a model of the engine, such as base.en")
    command.add_argument("--from", metavar="DIR|URL", dest="place", default="", help="install: where engine packs or a model's files are")
    command.add_argument("--yes", action="store_true", help="install, remove: do not ask")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Do what was asked."""
    _check(args)
    if args.action == "list":
        return _list(machine, is_json=args.json)
    if args.action == "models":
        return _models(machine, args.which, is_json=args.json)
    if args.action == "test":
        from lookhear.cli.engines_test import run_test

        return run_test(machine, args.which, is_json=args.json)
    from lookhear.cli import engines_install

    return (engines_install.install if args.action == "install" else engines_install.remove)(args, machine)


def found_engines(machine: Machine) -> tuple[list[tuple[Known, Readiness, str]], tuple[str, ...]]:
    """Every engine with what it lacks and which kinds it does now, and the troubles with plug-ins. Raises SettingsDamaged."""
    from lookhear.understanding.choice.file import load_choices
    from lookhear.understanding.folders import EngineFolders, engines_file
    from lookhear.understanding.plugin import EngineKind
    from lookhear.understanding.readiness import chosen_engine, readiness_of
    from lookhear.understanding.registry import Registry

    folders = EngineFolders.under(machine.paths.data)
    registry = Registry.find(folders.packages)
    choices = load_choices(engines_file(machine.paths.data))
    working = {kind: chosen_engine(kind, choices, registry, folders=folders) for kind in EngineKind}
    found = []
    for known in registry.engines:
        kind = known.card.kind
        is_chosen = choices.of(kind).engine == known.card.name or working[kind] == known
        options = choices.of(kind).options if is_chosen else {}
        found.append((known, readiness_of(known, options, folders=folders), "in use" if working[kind] == known else ""))
    return found, registry.troubles


def megabytes(size: int) -> str:
    """A size for people."""
    return "nothing" if size == 0 else f"{max(1, round(size / _MB))} MB"


def _check(args: argparse.Namespace) -> None:
    if args.which is None and args.action in {"install", "remove"}:
        raise UsageError(f"Which engine is to be {args.action}ed?".replace("removeed", "removed"), hint="`lookhear engines` lists them.")
    if args.which is not None and args.action == "list":
        raise UsageError(f"`lookhear engines list` takes no {args.which!r}.")
    if args.action not in {"install", "remove"} and (args.model or args.place):
        raise UsageError("--model and --from belong to install and remove.")
    if args.json and args.action == "install" and not args.yes:
        raise UsageError("--json does not ask: say --yes as well.")


def _list(machine: Machine, *, is_json: bool) -> int:
    from lookhear.understanding.folders import EngineFolders

    found, troubles = found_engines(machine)
    folders = EngineFolders.under(machine.paths.data)
    if is_json:
        print(json.dumps({"engines": [_told(*each, folders=folders) for each in found], "troubles": troubles}, ensure_ascii=False))
        return ExitCode.DONE
    kind = ""
    for known, readiness, use in found:
        if known.card.kind != kind:
            kind = known.card.kind
            print(f"{kind}:")
        size = "" if known.card.is_remote or not known.card.size_bytes else f", {megabytes(known.card.size_bytes)}"
        state = use or str(readiness.state).replace("_", " ")
        print(f"  {known.card.name:<23} {state:<14} {known.card.title} ({known.card.licence}{size})")
        if readiness.hint:
            print(f"  {'':<23} {'':<14} {readiness.hint}")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return ExitCode.DONE


def _told(known: Known, readiness: Readiness, use: str, *, folders: EngineFolders) -> dict[str, Any]:
    card = known.card
    return {
        "name": card.name,
        "kind": card.kind,
        "title": card.title,
        "licence": card.licence,
        "size_bytes": card.size_bytes,
        "is_remote": card.is_remote,
        "origin": known.origin,
        "state": readiness.state,
        "is_in_use": bool(use),
        "is_installed_here": folders.package_of(card.name).is_dir(),
        "hint": readiness.hint,
    }


def _models(machine: Machine, engine: str | None, *, is_json: bool) -> int:
    from lookhear.understanding.folders import EngineFolders
    from lookhear.understanding.models.catalogue import MODELS, named

    if engine is not None:
        named(engine)
    folders = EngineFolders.under(machine.paths.data)
    rows = [
        {
            "engine": each.engine,
            "name": each.name,
            "languages": each.languages,
            "licence": each.licence,
            "size_bytes": each.size_bytes,
            "is_here": folders.found_model(each.engine, each.name) is not None,
        }
        for each in MODELS
        if engine in {None, each.engine}
    ]
    if is_json:
        print(json.dumps({"models": rows}, ensure_ascii=False))
        return ExitCode.DONE
    for each in rows:
        state, size = "here" if each["is_here"] else "not here", megabytes(int(str(each["size_bytes"])))
        print(f"{each['engine']:<15} {each['name']:<50} {state:<9} {each['languages']}, {each['licence']}, {size}")
    return ExitCode.DONE
