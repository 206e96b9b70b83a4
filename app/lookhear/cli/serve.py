"""`lookhear serve`: the capture backend, for this computer or for a team."""

from __future__ import annotations

import argparse
import json
import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import BackendError, UsageError

if TYPE_CHECKING:
    import socket

    from lookhear.backend.settings import Settings
    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
Run a capture backend: recorders put into it what they record, while they record it, and it plays it back and keeps it.

Its first line of output is its URL, printed when it answers. Its API key is that of --api-key-file, --api-key or LOOKHEAR_API_KEY,
else one that it makes up and keeps in the file api-key of its data folder. It ends on Ctrl-C and on SIGTERM."""

_EPILOG = """\
It listens on this computer only, and speaks HTTP. To serve others, put a proxy that speaks HTTPS in front of it and say --behind-proxy."""

_GIGABYTE: Final = 1_000_000_000
_MAX_GIGABYTES: Final = 1e9
_MAX_SECONDS: Final = 1e9
_MAX_PORT: Final = 65_535


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "serve",
        help="run the backend that recordings go into",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    command.add_argument("--port", type=_port, metavar="N", help="0 takes a free one (default: 8787; with --embedded: that of last time)")
    command.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where everything is kept (default: `backend` in Lookhear's data folder)"
    )
    key = command.add_mutually_exclusive_group()
    key.add_argument("--api-key-file", type=Path, metavar="FILE", help="a file that holds the API key")
    key.add_argument("--api-key", metavar="KEY", help="the API key; other programs can read it here, a file is better")
    command.add_argument("--open-mint", action="store_true", help="let anybody who reaches it record a session (POST /init-session)")
    command.add_argument("--keep-days", type=_days, metavar="N", help="remove the media of sessions that ended N days ago")
    command.add_argument("--max-gb", type=_gigabytes, metavar="N", help="remove the oldest ended sessions' media beyond N GB a collection")
    command.add_argument("--public-url", type=_url, metavar="URL", help="what others call it, for the links it gives")
    command.add_argument("--behind-proxy", action="store_true", help="a proxy that speaks HTTPS stands in front; believe what it forwards")
    command.add_argument("--embedded", action="store_true", help="serve the programs of one person, started by one of them")
    command.add_argument("--idle-exit", type=_seconds, metavar="S", help="end after S seconds in which nobody wanted anything")
    command.add_argument("--json", action="store_true", help="print one JSON object instead of the URL when it answers")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Serve until a signal comes, or nobody wants anything any more."""
    from lookhear.backend.auth.key_file import given_key, kept_key
    from lookhear.backend.lock import held
    from lookhear.protocol.discovery import FOLDER
    from lookhear.system.paths import private_folder

    _check_reach(args)
    key = given_key(key=args.api_key, file=args.api_key_file, environ=machine.environ)
    chosen: Path | None = args.data_dir
    data_dir = private_folder(machine.paths.data / FOLDER if chosen is None else chosen.expanduser().absolute())
    with held(data_dir):
        settings = _settings(args, data_dir, kept_key(data_dir) if key is None else key)
        _serve(settings, machine, is_json=args.json, is_key_kept=key is None)
    return ExitCode.DONE


def _serve(settings: Settings, machine: Machine, *, is_json: bool, is_key_kept: bool) -> None:
    import asyncio

    from lookhear.backend.server import listen, listen_as_before

    is_any_port_good = settings.is_embedded and settings.port == 0
    sock = listen_as_before(settings.host, settings.data_dir / "port") if is_any_port_good else listen(settings.host, settings.port)
    try:
        settings = replace(settings, port=sock.getsockname()[1])
        with asyncio.Runner(loop_factory=machine.loop_factory) as runner:
            runner.run(_answer(settings, machine, sock, is_json=is_json, is_key_kept=is_key_kept))
    finally:
        sock.close()


async def _answer(settings: Settings, machine: Machine, sock: socket.socket, *, is_json: bool, is_key_kept: bool) -> None:
    from lookhear import __version__
    from lookhear.backend.app import create_app
    from lookhear.backend.lock import announced
    from lookhear.backend.server import Server
    from lookhear.protocol.discovery import Discovery

    async with machine.backend(settings) as services:
        with ExitStack() as while_ready:  # inside: nobody is to find it while its store closes

            def ready() -> None:
                discovery = Discovery(
                    url=settings.local_url, api_key=settings.api_key, pid=os.getpid(), started_ns=services.now_ns(), version=__version__
                )
                while_ready.enter_context(announced(settings.data_dir, discovery))
                _say(settings, is_json=is_json, is_key_kept=is_key_kept)

            server = Server(create_app(services), stopping=services.stopping, ready=ready)
            await server.serve(sockets=[sock])
            if not server.started:
                raise BackendError("The backend could not start.", hint="The lines above say why.")


def _say(settings: Settings, *, is_json: bool, is_key_kept: bool) -> None:
    from lookhear import __version__
    from lookhear.backend.auth.key_file import KEY_FILE

    key_file = str(settings.data_dir / KEY_FILE) if is_key_kept else None
    if is_json:
        told = {"url": settings.local_url, "data_dir": str(settings.data_dir), "api_key_file": key_file}
        print(json.dumps(told | {"pid": os.getpid(), "version": __version__}, ensure_ascii=False), flush=True)
        return
    print(settings.local_url, flush=True)
    print(f"It keeps everything in {settings.data_dir}; its API key is {f'in {key_file}' if key_file else 'the one you gave'}.", flush=True)
    if settings.is_mint_open:
        print("Anybody who reaches it may create a session, and see that one only (--open-mint).", flush=True)


def _settings(args: argparse.Namespace, data_dir: Path, api_key: str) -> Settings:
    from lookhear.backend.settings import DEFAULT_PORT, Settings

    port = args.port
    if port is None:
        port = 0 if args.embedded else DEFAULT_PORT
    return Settings(
        data_dir=data_dir,
        api_key=api_key,
        host=args.host,
        port=port,
        public_url=args.public_url,
        is_behind_proxy=args.behind_proxy,
        is_mint_open=args.open_mint,
        is_embedded=args.embedded,
        idle_exit_s=args.idle_exit,
        keep_days=args.keep_days,
        max_bytes=None if args.max_gb is None else round(args.max_gb * _GIGABYTE),
    )


def _check_reach(args: argparse.Namespace) -> None:
    from lookhear.backend.settings import is_loopback

    if not is_loopback(args.host) and not args.behind_proxy:
        raise UsageError(
            f"At {args.host} others could reach the backend, and it speaks plain HTTP: keys and recordings would be readable on the way.",
            hint="Put a proxy that speaks HTTPS in front of it and say --behind-proxy, or leave --host out.",
        )


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _MAX_PORT:
        raise argparse.ArgumentTypeError(f"a port is 0 to {_MAX_PORT}")
    return port


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("a positive number is needed")
    return number


def _days(text: str) -> float:
    from lookhear.backend.settings import MAX_KEEP_DAYS

    return _at_most(MAX_KEEP_DAYS, text)


def _seconds(text: str) -> float:
    return _at_most(_MAX_SECONDS, text)


def _gigabytes(text: str) -> float:
    return _at_most(_MAX_GIGABYTES, text)


def _at_most(limit: float, text: str) -> float:
    number = _positive(text)
    if number > limit:
        raise argparse.ArgumentTypeError(f"{limit:g} at most")
    return number


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        is_address = False
    if not is_address:
        raise argparse.ArgumentTypeError("a URL such as https://capture.example.org is needed")
    return text.rstrip("/")
