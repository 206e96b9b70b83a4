"""`lookhear serve`: the capture backend, for this computer or for a team."""

from __future__ import annotations

import argparse
import gc
import json
import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.serve_arguments import add_arguments
from lookhear.errors import BackendError, UsageError

if TYPE_CHECKING:
    import socket
    import ssl
    from pathlib import Path

    from lookhear.backend.settings import Settings
    from lookhear.bootstrap import Machine
    from lookhear.understanding.ports import Engines

_DESCRIPTION = """\
Run a capture backend: recorders put into it what they record, while they record it, and it plays it back and keeps it.

Its first line of output is its URL, printed when it answers. Its API key is that of --api-key-file, --api-key or LOOKHEAR_API_KEY,
else one that it makes up and keeps in the file api-key of its data folder. It ends on Ctrl-C and on SIGTERM."""

_EPILOG = """\
It listens on this computer only, and speaks HTTP. To serve others, give it a certificate with --tls-cert and --tls-key, or put a proxy
that speaks HTTPS in front of it and say --behind-proxy."""

_GIGABYTE: Final = 1_000_000_000


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "serve",
        help="run the backend that recordings go into",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Serve until a signal comes, or nobody wants anything any more."""
    from lookhear.backend.auth.key_file import given_key, kept_key
    from lookhear.backend.lock import held
    from lookhear.protocol.discovery import FOLDER
    from lookhear.system.paths import private_folder

    tls = _tls(args)
    _check_reach(args)
    _check_engines(args)
    key = given_key(key=args.api_key, file=args.api_key_file, environ=machine.environ)
    chosen: Path | None = args.data_dir
    data_dir = private_folder(machine.paths.data / FOLDER if chosen is None else chosen.expanduser().absolute())
    with held(data_dir):
        settings = _settings(args, data_dir, kept_key(data_dir) if key is None else key)
        _check_addresses(settings)
        _serve(settings, machine, Told(is_json=args.json, is_key_kept=key is None, tls=tls))
    return ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Told:
    """What concerns the command only: how it speaks to who started it, and to everybody."""

    is_json: bool
    is_key_kept: bool
    tls: ssl.SSLContext | None


def _serve(settings: Settings, machine: Machine, told: Told) -> None:
    import asyncio

    from lookhear.backend.server import listen, listen_as_before

    is_any_port_good = settings.is_embedded and settings.port == 0
    sock = listen_as_before(settings.host, settings.data_dir / "port") if is_any_port_good else listen(settings.host, settings.port)
    gc.disable()  # until it answers: what is made for that stays, and looking through it takes a tenth of the time
    try:
        settings = replace(settings, port=sock.getsockname()[1])
        with asyncio.Runner(loop_factory=machine.loop_factory) as runner:
            runner.run(_answer(settings, machine, sock=sock, told=told))
    finally:
        gc.enable()
        sock.close()


async def _answer(settings: Settings, machine: Machine, *, sock: socket.socket, told: Told) -> None:
    from lookhear import __version__
    from lookhear.backend.app import create_app
    from lookhear.backend.lock import announced
    from lookhear.backend.server import Server
    from lookhear.protocol.discovery import Discovery

    async with machine.backend(settings) as services:
        with ExitStack() as while_ready:  # inside: nobody is to find it while its store closes

            def ready() -> None:
                discovery = Discovery(
                    url=_own_url(settings), api_key=settings.api_key, pid=os.getpid(), started_ns=services.now_ns(), version=__version__
                )
                gc.freeze()
                gc.enable()
                while_ready.enter_context(announced(settings.data_dir, discovery))
                _say(settings, told, services.engines)

            server = Server(create_app(services), stopping=services.stopping, ready=ready, tls=told.tls)
            await server.serve(sockets=[sock])
            if not server.started:
                raise BackendError("The backend could not start.", hint="The lines above say why.")


def _say(settings: Settings, told: Told, engines: Engines) -> None:
    from lookhear import __version__
    from lookhear.backend.auth.key_file import KEY_FILE

    key_file = str(settings.data_dir / KEY_FILE) if told.is_key_kept else None
    if told.is_json:
        shown: dict[str, object] = {"url": _own_url(settings), "data_dir": str(settings.data_dir), "api_key_file": key_file}
        shown |= {"pid": os.getpid(), "version": __version__, "engines": _engines(engines)}
        print(json.dumps(shown, ensure_ascii=False), flush=True)
        return
    print(_own_url(settings), flush=True)
    print(f"It keeps everything in {settings.data_dir}; its API key is {f'in {key_file}' if key_file else 'the one you gave'}.", flush=True)
    _say_engines(engines)
    if settings.is_mint_open:
        print("Anybody who reaches it may create a session, and see that one only (--open-mint).", flush=True)


def _engines(engines: Engines) -> dict[str, str]:
    """The engine of each kind that has one."""
    from lookhear.understanding.room import EngineRoom

    lines = engines.lines if isinstance(engines, EngineRoom) else ()
    return {line.kind.value: line.known.card.name for line in lines if line.is_working and line.known is not None}


def _say_engines(engines: Engines) -> None:
    from lookhear.understanding.room import EngineRoom

    names = _engines(engines)
    if names:
        print(f"Engines: {', '.join(f'{kind} {name}' for kind, name in names.items())}.", flush=True)
    else:
        print("No engine is set up: recordings are kept and played, and nothing in them is understood.", flush=True)
    if not isinstance(engines, EngineRoom):
        return
    if engines.trouble is not None:
        print(engines.trouble.for_people(), flush=True)
    for line in engines.lines:
        if line.trouble:
            print(f"No engine for {line.kind}: {line.trouble}", flush=True)


def _settings(args: argparse.Namespace, data_dir: Path, api_key: str) -> Settings:
    from lookhear.backend.settings import DEFAULT_PORT, DEFAULT_REQUESTS_PER_S, Settings

    port = args.port
    if port is None:
        port = 0 if args.embedded else DEFAULT_PORT
    return Settings(
        data_dir=data_dir,
        api_key=api_key,
        engines_file=None if args.engines is None else args.engines.expanduser().absolute(),
        host=args.host,
        port=port,
        public_url=args.public_url,
        is_behind_proxy=args.behind_proxy,
        is_mint_open=args.open_mint,
        is_embedded=args.embedded,
        idle_exit_s=args.idle_exit,
        keep_days=args.keep_days,
        forgets_texts=args.forget_texts,
        max_bytes=None if args.max_gb is None else round(args.max_gb * _GIGABYTE),
        has_tls=args.tls_cert is not None,
        default_callback_url=args.callback_url,
        webhook_allow=tuple(args.webhook_allow),
        has_ai_webhooks=args.ai_webhooks,
        visual_channel=args.visual_channel,
        audio_channel=args.audio_channel,
        key_requests_per_s=DEFAULT_REQUESTS_PER_S if args.rate_limit is None else args.rate_limit,
    )


def _own_url(settings: Settings) -> str:
    """How programs on this computer reach it: over TLS by the name that the certificate is for, when it is known."""
    return settings.base_url if settings.has_tls else settings.local_url


def _tls(args: argparse.Namespace) -> ssl.SSLContext | None:
    if (args.tls_cert is None) != (args.tls_key is None):
        raise UsageError("--tls-cert and --tls-key belong together.", hint="Give both, or neither.")
    if args.tls_cert is None:
        return None
    if args.behind_proxy or args.embedded:
        raise UsageError("--tls-cert is for a backend that others reach without a proxy.", hint="Leave out --behind-proxy or --embedded.")
    from lookhear.backend.tls import server_context

    return server_context(args.tls_cert, args.tls_key)


def _check_addresses(settings: Settings) -> None:
    """Raises UsageError for addresses of webhooks that can never work."""
    from lookhear.backend.delivery.guard import Guard

    guard = Guard.of(settings)
    if settings.default_callback_url is not None:
        try:
            guard.check_url(settings.default_callback_url, what="--callback-url")
        except BackendError as exc:
            raise UsageError(str(exc), hint=exc.hint) from exc


def _check_engines(args: argparse.Namespace) -> None:
    """Raises UsageError for a file that is not there, SettingsDamaged for one that cannot be understood."""
    if args.engines is not None:
        from lookhear.understanding.choice.file import load_choices

        if not args.engines.expanduser().exists():
            raise UsageError(f"There is no file {args.engines}.", hint="--engines names a file such as docs/engines.md shows.")
        load_choices(args.engines.expanduser())


def _check_reach(args: argparse.Namespace) -> None:
    from lookhear.backend.settings import is_loopback

    if not is_loopback(args.host) and not args.behind_proxy and args.tls_cert is None:
        raise UsageError(
            f"At {args.host} others could reach the backend, and it speaks plain HTTP: keys and recordings would be readable on the way.",
            hint="Give it a certificate (--tls-cert, --tls-key), or put a proxy that speaks HTTPS in front of it and say --behind-proxy.",
        )
