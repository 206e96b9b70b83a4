"""What commands share that ask a running backend: which one is meant, its API key, and one question over HTTP."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.cli.destination import BACKEND_VARIABLE
from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable, UsageError

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

KEY_VARIABLE: Final = "LOOKHEAR_API_KEY"
_WORDS: Final = frozenset({"embedded", "none"})  # of LOOKHEAR_BACKEND, which are no addresses
_HEADERS: Final = {"Content-Type": "application/json"}


def add_backend_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options that say which backend is asked, and with which key."""
    group = command.add_argument_group("backend", "Without these options it is the one that runs on this computer for you.")
    group.add_argument("--backend", metavar="URL", help=f"a backend that somebody hosts (default: the variable {BACKEND_VARIABLE})")
    group.add_argument(
        "--api-key-file", type=Path, metavar="FILE", help=f"a file that holds its API key (default: the variable {KEY_VARIABLE})"
    )
    group.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder of the backend on this computer that is meant")


class BackendClient:
    """Asks one backend, with its API key. Use it as a context manager."""

    def __init__(self, url: str, api_key: str) -> None:
        from lookhear.recorder.upload.http import HttpClient

        self._url = url
        self._headers = _HEADERS | {"x-access-token": api_key}
        self._client = HttpClient(url, who=f"The backend at {url}")

    @classmethod
    def of(cls, args: argparse.Namespace, machine: Machine) -> Self:
        """The backend that the options of `add_backend_arguments` mean. Raises UsageError, BackendUnreachable when none runs."""
        from lookhear.cli.destination import checked_url
        from lookhear.protocol.credentials import is_secret
        from lookhear.recorder.upload.tokens.secret_files import read_secret

        named: str | None = args.backend or (None if args.data_dir else machine.environ.get(BACKEND_VARIABLE))
        if named is None or named in _WORDS:
            found = _running(args.data_dir, machine)
            return cls(*found)
        key = read_secret(str(args.api_key_file)) if args.api_key_file is not None else machine.environ.get(KEY_VARIABLE, "")
        if not is_secret(key):
            raise UsageError("This needs the API key of the backend.", hint=f"Name it with --api-key-file, or set {KEY_VARIABLE}.")
        return cls(checked_url(named, what=f"--backend or {BACKEND_VARIABLE}"), key)

    def ask(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - it is JSON
        """One call: the ``data`` of its answer. Raises UsageError for what the backend cannot do, BackendRefused, BackendUnreachable."""
        content = None if body is None else json.dumps(body).encode()
        answer = self._client.ask(method, self._url + path, headers=self._headers, content=content)
        try:
            told = answer.json()
        except ValueError:
            told = None
        match told:
            case {"success": True, "data": data} if answer.is_success:
                return data
            case {"success": False, "message": str(message)} if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                raise BackendRefused(message, hint="Name another key with --api-key-file.")
            case {"success": False, "message": str(message)} if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise UsageError(message)
            case {"success": False, "message": str(message)}:
                raise BackendUnreachable(message, hint="Ask again later.")
        raise BackendUnsuitable(f"What answers at {self._url} is no Lookhear backend, or one that cannot do this.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._client.close()


def _running(data_dir: Path | None, machine: Machine) -> tuple[str, str]:
    """Address and key of the backend that serves a data folder now. Raises BackendUnreachable."""
    from lookhear.protocol.discovery import FOLDER
    from lookhear.system.discovery import read_discovery

    folder = machine.paths.data / FOLDER if data_dir is None else data_dir.expanduser()
    found = read_discovery(folder)
    if found is None:
        raise _nothing_runs(data_dir)
    return found.url, found.api_key


def _nothing_runs(data_dir: Path | None) -> BackendUnreachable:
    if data_dir is None:
        hint = "Start it with `lookhear serve`, or name another one: its folder with --data-dir, or its URL with --backend."
        return BackendUnreachable("No backend runs on this computer for you.", hint=hint)
    hint = "Start it with `lookhear serve --data-dir …`, or name the folder that the running one was started with."
    return BackendUnreachable(f"No backend serves the folder {data_dir} now.", hint=hint)
