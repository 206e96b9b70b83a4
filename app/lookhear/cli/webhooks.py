"""`lookhear webhooks`: what became of a backend's webhooks, sending them again, and the secret they are signed with."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from lookhear.cli.backend_client import BackendClient, add_backend_arguments
from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import UsageError

if TYPE_CHECKING:
    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
List what a backend told and tells its receivers, send it again, show the secret it is signed with.

A webhook that is not taken is tried again for a day, then it is dead: `resend ID` or `resend --dead` sends it once more, byte by byte
as it was, and in its order. Receivers check the signature with the secret (standardwebhooks.com); after `secret --rotate` both
the new and the old one are good for a day."""

_EPILOG = """\
examples: lookhear webhooks · lookhear webhooks list --dead · lookhear webhooks resend 17 · lookhear webhooks resend --dead
          lookhear webhooks secret --rotate"""
_MARKS = {"waiting": "waits", "delivered": "delivered", "dead": "dead"}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "webhooks",
        help="what became of a backend's webhooks; send them again",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("action", choices=("list", "resend", "secret"), nargs="?", default="list", help="what to do (default: list)")
    command.add_argument("id", metavar="ID", nargs="?", type=_number, help="resend: which one, by the number that `list` shows")
    command.add_argument("--dead", action="store_true", help="list or resend those that were given up")
    command.add_argument("--session", metavar="ID", help="only those of this session")
    command.add_argument("--limit", metavar="N", type=_limit, help="list so many, the newest (default: 50)")
    command.add_argument("--rotate", action="store_true", help="secret: make a new one")
    command.add_argument("--json", action="store_true", help="print the backend's answer as one JSON object")
    add_backend_arguments(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Do what was asked, and print what came of it."""
    _refuse_nonsense(args)
    with BackendClient.of(args, machine) as backend:
        told, text = {"list": _list, "resend": _resend, "secret": _secret}[args.action](args, backend)
    print(json.dumps(told, ensure_ascii=False) if args.json else text)
    return ExitCode.DONE


def _refuse_nonsense(args: argparse.Namespace) -> None:
    if args.action == "resend" and args.dead == (args.id is not None):
        raise UsageError("Which webhooks are to be sent again?", hint="Name one by its number, or all that were given up with --dead.")
    if args.action == "resend" and args.id is not None and args.session is not None:
        raise UsageError("--session goes with --dead.", hint="A number alone says which one is meant.")
    if args.action != "resend" and args.id is not None:
        raise UsageError(f"`lookhear webhooks {args.action}` takes no number.")
    if args.action != "secret" and args.rotate:
        raise UsageError("--rotate is about the secret.", hint="Say `lookhear webhooks secret --rotate`.")
    if args.action != "list" and args.limit is not None:
        raise UsageError("--limit is about the list.")
    if args.action == "secret" and (args.dead or args.session is not None):
        raise UsageError("There is one secret for all webhooks.", hint="Leave out --dead and --session.")


def _list(args: argparse.Namespace, backend: BackendClient) -> tuple[Any, str]:
    wanted = {"state": "dead" if args.dead else None, "session_id": args.session, "limit": args.limit}
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in wanted.items() if value is not None)
    told = backend.ask("GET", f"/webhook/delivery{'?' if query else ''}{query}")
    lines = [_line(each) for each in reversed(told["deliveries"])]
    counts = told["counts"]
    lines.append(f"{counts['waiting']} wait, {counts['dead']} dead, {counts['delivered']} delivered lately.")
    return told, "\n".join(lines)


def _line(delivery: dict[str, Any]) -> str:
    when = datetime.fromtimestamp(delivery["created_at"], UTC).strftime("%Y-%m-%d %H:%M:%S")
    origin = urlsplit(delivery["url"]).netloc  # a secret may stand in the path or the query
    what = delivery["event"] or "alert"
    tries = f", {delivery['attempts']} tries" if delivery["attempts"] > 1 else ""
    why = f"  {delivery['error']}" if delivery["error"] else ""
    return f"{delivery['id']:>6}  {when}Z  {_MARKS[delivery['state']]}{tries}  {what}  {delivery['session_id'] or '-'}  {origin}{why}"


def _resend(args: argparse.Namespace, backend: BackendClient) -> tuple[Any, str]:
    if args.id is not None:
        told = backend.ask("POST", f"/webhook/delivery/{args.id}/resend")
        return told, f"Webhook {told['id']} is sent again."
    told = backend.ask("POST", "/webhook/delivery/resend", {} if args.session is None else {"session_id": args.session})
    count = told["resent"]
    return told, "None was given up." if count == 0 else f"{count} {'is' if count == 1 else 'are'} sent again."


def _secret(args: argparse.Namespace, backend: BackendClient) -> tuple[Any, str]:
    told = backend.ask("POST", "/webhook/secret/rotate") if args.rotate else backend.ask("GET", "/webhook/secret")
    text = str(told["secret"])
    if told["previous"] is not None:
        until = datetime.fromtimestamp(told["previous_until"], UTC).strftime("%Y-%m-%d %H:%M")
        text += f"\n{told['previous']}  good until {until}Z"
    return told, text


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1 << 63:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a webhook")
    return int(text)


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 200:  # noqa: PLR2004 - what a page holds
        raise argparse.ArgumentTypeError("1 to 200")
    return int(text)
