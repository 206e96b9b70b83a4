"""From the options of `record` to where its fragments go: a backend and the source of its sessions and tokens, or nowhere."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lookhear.errors import UsageError
from lookhear.protocol.addresses import is_this_computer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.recorder.spool.binding import TokenSource

BACKEND_VARIABLE: Final = "LOOKHEAR_BACKEND"
TOKEN_VARIABLE: Final = "LOOKHEAR_TOKEN"  # noqa: S105 - the name of a variable
_EMBEDDED: Final = "embedded"
_NONE: Final = "none"
_INIT_SESSION: Final = "/init-session"
_KEYRING_SERVICE: Final = "lookhear"  # as in lookhear.recorder.upload.tokens.keyring_secrets, which is not loaded to print help
_SESSION_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")
_BESIDE_BACKEND: Final = ("mint_url", "mint_token_file", "session", "token", "token_file")
_KIB: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a recording goes. ``source`` None keeps it on this computer. ``warnings`` are sentences to be told."""

    source: TokenSource | None
    bytes_per_s: int | None = None  # the upload's limit
    is_waited_for: bool = True
    warnings: tuple[str, ...] = ()


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    group = command.add_argument_group(
        "backend",
        "Every piece is handed to a backend while it is recorded; recording never waits for one. Without\n"
        "these options it is the one of this computer, which starts by itself, answers on this computer\n"
        "only and ends when nobody uses it.",
    )
    add_source_arguments(group)
    group.add_argument(
        "--upload-limit", metavar="KB/s", type=kilobytes_per_s, help="hand over no more than so many kilobytes (1024 bytes) a second"
    )
    group.add_argument(
        "--no-wait", action="store_true", help="do not wait at the end for what is not handed over yet; the next start goes on with it"
    )


def add_source_arguments(group: argparse._ArgumentGroup) -> None:
    """Add the options that name a backend, a session and a token."""
    group.add_argument(
        "--backend",
        metavar="URL",
        help="a backend that somebody hosts, as http://host:port; `embedded` for the one of this computer, `none` for no backend at all "
        f"(default: the variable {BACKEND_VARIABLE}, else embedded)",
    )
    group.add_argument(
        "--mint-url",
        metavar="URL",
        help="ask there for a session and a token (POST); its answer may name the backend too (default: /init-session of --backend)",
    )
    group.add_argument(
        "--mint-token-file",
        metavar="F",
        type=Path,
        help="a file with what --mint-url wants in the header x-access-token",
    )
    group.add_argument("--session", metavar="ID", help="hand it to this session of the backend, which somebody made for you")
    group.add_argument("--token-file", metavar="F", type=Path, help="a file with the client token of that session")
    group.add_argument(
        "--token",
        metavar="T",
        help=f"the token itself. Everybody on this computer can read it in `ps`: rather use --token-file, the variable {TOKEN_VARIABLE} "
        f"or the system's keyring (service {_KEYRING_SERVICE}, the backend's URL as the user)",
    )


def names_a_source(args: argparse.Namespace) -> bool:
    """Whether one of the options of `add_source_arguments` was given."""
    return any(getattr(args, name) is not None for name in ("backend", *_BESIDE_BACKEND))


def destination_of(args: argparse.Namespace, environ: Mapping[str, str]) -> Destination:
    """What the options of `record` and the environment mean together. Raises UsageError for what contradicts itself or cannot be read."""
    if args.backend == _NONE and (args.upload_limit is not None or args.no_wait):
        option = "--no-wait" if args.no_wait else "--upload-limit"
        raise UsageError(f"{option} is about a backend, and --backend none wants none.", hint="Leave out one of them.")
    source = source_of(args, environ)
    return Destination(
        source=source,
        bytes_per_s=None if args.upload_limit is None else args.upload_limit * _KIB,
        is_waited_for=not args.no_wait,
        warnings=warnings_of(args, source),
    )


def source_of(args: argparse.Namespace, environ: Mapping[str, str]) -> TokenSource | None:
    """The source of sessions and tokens, None for no backend. Raises UsageError as `destination_of`."""
    named: str | None = args.backend or None
    backend = named or environ.get(BACKEND_VARIABLE) or _EMBEDDED
    _refuse_contradictions(args, backend=backend, is_named=named is not None)
    url = None if backend in {_EMBEDDED, _NONE} else checked_url(backend, what=f"--backend or {BACKEND_VARIABLE}")
    if args.session is not None:
        return _session(args, environ, url)
    if args.mint_url is not None or url is not None:
        return _mint(args, environ, url)
    return None if backend == _NONE else _embedded()


def _refuse_contradictions(args: argparse.Namespace, *, backend: str, is_named: bool) -> None:
    given = [name for name in _BESIDE_BACKEND if getattr(args, name) is not None]
    options = " and ".join(f"--{name.replace('_', '-')}" for name in given)
    if is_named and backend == _NONE and given:
        raise UsageError(f"{options} is about a backend, and --backend none wants none.", hint="Leave out one of them.")
    if is_named and backend == _EMBEDDED and given:
        raise UsageError(f"--backend embedded makes its own sessions, so {options} has no meaning with it.", hint="Leave out one of them.")
    if args.session is not None and (args.mint_url is not None or args.mint_token_file is not None):
        raise UsageError("--session names a session, and --mint-url asks for a new one.", hint="Leave out one of them.")
    if args.session is None and (args.token is not None or args.token_file is not None):
        raise UsageError("--token and --token-file belong to --session.", hint="Name the session, or let --mint-url make one.")
    if args.mint_token_file is not None and args.mint_url is None and backend in {_EMBEDDED, _NONE}:
        raise UsageError("--mint-token-file belongs to --mint-url or --backend URL.", hint="Name the address that wants that token.")
    if args.token is not None and args.token_file is not None:
        raise UsageError("--token and --token-file contradict each other.", hint="Keep --token-file.")


def _session(args: argparse.Namespace, environ: Mapping[str, str], url: str | None) -> TokenSource:
    from lookhear.recorder.spool.binding import SourceKind, TokenSource
    from lookhear.recorder.upload.tokens.secret_files import read_secret

    if not _SESSION_ID.fullmatch(args.session):
        raise UsageError(f"{args.session!r} is no session.", hint="It looks like cap-01jd… and comes from whoever made the session.")
    if url is None:
        raise UsageError("--session wants to know whose session that is.", hint="Name the backend with --backend URL.")
    if args.token_file is not None:
        read_secret(str(args.token_file))
        return TokenSource(kind=SourceKind.SESSION, backend=url, session_id=args.session, token_file=str(args.token_file.absolute()))
    token = args.token or environ.get(TOKEN_VARIABLE) or None  # none: the keyring is asked beside the recording, it may wait for a person
    return TokenSource(kind=SourceKind.SESSION, backend=url, session_id=args.session, token=token)


def _mint(args: argparse.Namespace, environ: Mapping[str, str], url: str | None) -> TokenSource:
    from lookhear.recorder.spool.binding import SourceKind, TokenSource
    from lookhear.recorder.upload.tokens.secret_files import read_secret

    mint_url = checked_url(args.mint_url, what="--mint-url") if args.mint_url is not None else f"{url}{_INIT_SESSION}"
    if args.mint_token_file is not None:
        read_secret(str(args.mint_token_file))
        file = str(args.mint_token_file.absolute())
        return TokenSource(kind=SourceKind.MINT, backend=url, mint_url=mint_url, mint_token_file=file)
    return TokenSource(kind=SourceKind.MINT, backend=url, mint_url=mint_url, token=environ.get(TOKEN_VARIABLE) or None)


def _embedded() -> TokenSource:
    from lookhear.recorder.spool.binding import SourceKind, TokenSource

    return TokenSource(kind=SourceKind.EMBEDDED)


def warnings_of(args: argparse.Namespace, source: TokenSource | None) -> tuple[str, ...]:
    """What there is to be told about the options, in sentences."""
    found = []
    if args.token is not None:
        found.append("--token can be read by everybody on this computer with `ps`; --token-file cannot.")
    for address in () if source is None else (source.backend, source.mint_url):
        parts = urlsplit(address or "")
        if parts.scheme == "http" and not is_this_computer(parts.hostname or ""):
            found.append(f"{parts.hostname} is spoken to without encryption: others on the way can see and hear the recording.")
            break
    return tuple(found)


def checked_url(text: str, *, what: str) -> str:
    """The address without what a base address does not have. Raises UsageError."""
    parts = urlsplit(text)
    try:
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number
        is_good = False
    if not is_good or parts.username is not None or parts.fragment:
        raise UsageError(
            f"{what}: {text!r} is not the address of a backend.", hint="It looks like https://lookhear.example or http://host:8420."
        )
    return text.rstrip("/")


def kilobytes_per_s(text: str) -> int:
    """The argument of an option that limits an upload. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of kilobytes a second above zero")
    return int(text)
