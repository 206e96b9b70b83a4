"""`lookhear keys`: the API keys of a backend that runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lookhear.cli.backend_client import BackendClient, add_backend_arguments
from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
List, make and revoke the API keys of a backend. A program of yours that talks to it gets a key of its own, so that it can be
taken back without anybody else noticing. The backend keeps no key, only what it needs to recognise one: `create` prints the only copy.

The key that the backend was started with opens it too; it is listed as `start`, and changes only with the next start."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(
        "keys",
        help="list, make and revoke the API keys of a backend",
        description=_DESCRIPTION,
        epilog="examples: lookhear keys · lookhear keys create 'web shop' · lookhear keys revoke key-1b2c",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("action", choices=("list", "create", "revoke"), nargs="?", default="list", help="what to do (default: list)")
    command.add_argument("which", metavar="NAME|ID", nargs="?", help="create: what to call it; revoke: its id, or as much as no other has")
    command.add_argument("--json", action="store_true", help="print the backend's answer as one JSON object")
    add_backend_arguments(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Do what was asked, and print what came of it."""
    with BackendClient.of(args, machine) as backend:
        if args.action == "create":
            _create(backend, args.which or "", is_json=args.json)
        elif args.action == "revoke":
            _revoke(backend, args.which, is_json=args.json)
        elif args.which is not None:
            raise UsageError(f"`lookhear keys list` takes no {args.which!r}.")
        else:
            _list(backend, is_json=args.json)
    return ExitCode.DONE


def _list(backend: BackendClient, *, is_json: bool) -> None:
    told = backend.ask("GET", "/key")
    if is_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for key in told["keys"]:
        state = "revoked" if key["revoked_at"] is not None else "given at the start" if key["is_start_key"] else "good"
        print(f"{key['id']:<20}  {key['hint']}…  {_day(key['created_at'])}  {state:<18}  {key['name']}".rstrip())


def _create(backend: BackendClient, name: str, *, is_json: bool) -> None:
    made = backend.ask("POST", "/key", {"name": name})
    print(json.dumps(made, ensure_ascii=False) if is_json else made["key"])


def _revoke(backend: BackendClient, wanted: str | None, *, is_json: bool) -> None:
    if not wanted:
        raise UsageError("Which key is to be revoked?", hint="`lookhear keys` shows them.")
    key_id = _one_of(backend.ask("GET", "/key")["keys"], wanted)
    told = backend.ask("DELETE", f"/key/{key_id}")
    print(json.dumps({"id": key_id, **told}) if is_json else f"{key_id} is good for nothing any more.")


def _one_of(keys: list[dict[str, Any]], wanted: str) -> str:
    """The id that is meant. Raises UsageError when none is, or several."""
    ids = [str(key["id"]) for key in keys]
    found = [each for each in ids if each == wanted] or [each for each in ids if each.startswith((wanted, f"key-{wanted}"))]
    if len(found) != 1:
        raise UsageError(f"{wanted!r} means {'no key' if not found else 'several keys'}.", hint="`lookhear keys` shows them.")
    return found[0]


def _day(epoch_s: float) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%d")
