"""Fetches files for engines: resumed where it broke off, checked by digest, and there only when whole.

Nothing is asked but what somebody wants installed; nothing is sent with it. Plain HTTP is for this computer only.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import httpx

from lookhear.errors import FetchFailed, InstallFailed
from lookhear.protocol.addresses import is_this_computer
from lookhear.system import files
from lookhear.system.web import reason_of
from lookhear.understanding.placing import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TIMEOUT: Final = httpx.Timeout(connect=15.0, read=60.0, write=30.0, pool=15.0)
_MOST_REDIRECTS: Final = 8
_MOST_SMALL_BYTES: Final = 8 << 20
_PIECE_BYTES: Final = 1 << 20
_PARTIAL: Final = 206
_BEYOND: Final = 416
_GIT_BLOB: Final = re.compile(r"[0-9a-f]{40}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_GO_ON: Final = "Check the network and run the same command again: it goes on where it broke off."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file to be fetched. ``sha256`` empty: the digest that the server names is taken, and it must name one."""

    url: str
    sha256: str = ""
    size_bytes: int | None = None


def fetch(wanted: Wanted, to: Path, *, progress: Callable[[int], None] = lambda _: None) -> None:
    """Fetch a file to a path in a folder that exists; ``progress`` hears how many bytes are there.

    What was fetched by an earlier try stays beside it under ``.part``. Raises FetchFailed, InstallFailed, DiskFull, FolderUnwritable.
    """
    part = to.with_name(f"{to.name}.part")
    with told(to.parent), _client(wanted.url) as client:
        has = part.stat().st_size if part.exists() else 0
        digest = wanted.sha256
        with _asked(client, wanted.url, {"Range": f"bytes={has}-"} if has else {}) as (answer, named):
            digest = digest or named
            if not digest:
                raise InstallFailed(f"{_host(wanted.url)} does not say what the file is to be.", hint="Give another place with --from.")
            if answer.status_code != _BEYOND:
                _write(answer, part, has if answer.status_code == _PARTIAL else 0, wanted=wanted, progress=progress)
        _check(part, digest, wanted)
        part.replace(to)
        files.sync_folder(to.parent)


def fetch_small(url: str) -> bytes:
    """What stands at an address, when it is not much. Raises FetchFailed, InstallFailed."""
    with _client(url) as client, _asked(client, url, {}) as (answer, _):
        data = bytearray()
        try:
            for piece in answer.iter_raw():
                data += piece
                if len(data) > _MOST_SMALL_BYTES:
                    raise InstallFailed(f"{_host(url)} gives far more than a list.", hint="Check the address.")
        except httpx.HTTPError as error:
            raise _broken(url, error) from error
    return bytes(data)


def is_url(place: str) -> bool:
    """Whether a place is an address and no folder."""
    return urlsplit(place).scheme in {"http", "https"}


class _asked:  # noqa: N801 - a context manager that reads like a function
    """An answer behind its redirects, closed at the end, and the digest that somebody on the way named."""

    def __init__(self, client: httpx.Client, url: str, headers: dict[str, str]) -> None:
        self._client, self._url, self._headers = client, url, headers
        self._answer: httpx.Response | None = None

    def __enter__(self) -> tuple[httpx.Response, str]:
        try:
            answer = self._ask(self._url)
            named = _digest_in(answer)
            for _ in range(_MOST_REDIRECTS):
                if not answer.is_redirect:
                    break
                answer.close()
                answer = self._ask(_checked(str(answer.url.join(answer.headers.get("location", "")))))
                named = named or _digest_in(answer)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _broken(self._url, error) from error
        self._answer = answer
        if not answer.is_success and not (answer.status_code == _BEYOND and self._headers):
            answer.close()
            raise _refused(self._url, answer.status_code)
        return answer, named

    def __exit__(self, *exc: object) -> None:
        if self._answer is not None:
            self._answer.close()

    def _ask(self, url: str) -> httpx.Response:
        return self._client.send(self._client.build_request("GET", url, headers=self._headers), stream=True)


def _client(url: str) -> httpx.Client:
    host = urlsplit(_checked(url)).hostname or ""
    headers = {"Accept-Encoding": "identity"}
    return httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=not is_this_computer(host), headers=headers)


def _checked(url: str) -> str:
    """Raises InstallFailed for an address that anybody on the way could answer for."""
    split = urlsplit(url)
    if split.scheme == "https" or (split.scheme == "http" and is_this_computer(split.hostname or "")):
        return url
    raise InstallFailed(f"{split.hostname or url} is not asked over plain HTTP.", hint="Give an address that begins with https.")


def _digest_in(answer: httpx.Response) -> str:
    """The SHA-256, or the digest of Git, that a store of models names a file by."""
    for name in ("x-linked-etag", "x-content-sha256", "etag"):
        text = answer.headers.get(name, "").removeprefix("W/").strip('"')
        if _SHA256.fullmatch(text) or _GIT_BLOB.fullmatch(text):
            return str(text)
    return ""


def _write(answer: httpx.Response, part: Path, at: int, *, wanted: Wanted, progress: Callable[[int], None]) -> None:
    most = wanted.size_bytes
    try:
        with part.open("r+b" if at else "wb") as file:
            file.seek(at)
            for piece in answer.iter_raw():
                file.write(piece)
                progress(file.tell())
                if most is not None and file.tell() > most:
                    break  # the digest tells
            file.flush()
            files.sync_file(file.fileno())
    except httpx.HTTPError as error:
        raise _broken(wanted.url, error) from error


def _check(part: Path, digest: str, wanted: Wanted) -> None:
    with part.open("rb") as file:
        if _SHA256.fullmatch(digest):
            found = hashlib.file_digest(file, "sha256").hexdigest()
        else:
            git = hashlib.sha1(f"blob {part.stat().st_size}\0".encode(), usedforsecurity=False)
            for piece in iter(lambda: file.read(_PIECE_BYTES), b""):
                git.update(piece)
            found = git.hexdigest()
    if found != digest:
        part.unlink()
        raise FetchFailed(f"What {_host(wanted.url)} gave is not what it should be.", hint="It was thrown away; try again.")


def _broken(url: str, error: Exception) -> FetchFailed:
    return FetchFailed(f"{_host(url)} cannot be reached ({reason_of(error)}).", hint=_GO_ON)


def _refused(url: str, status: int) -> InstallFailed:
    if status in {408, 425, 429} or status >= 500:  # noqa: PLR2004 - statuses
        return FetchFailed(f"{_host(url)} cannot give it now (status {status}).", hint="Try again later: it goes on where it broke off.")
    return InstallFailed(f"{_host(url)} does not have it (status {status}).", hint="Check the address, or give another one with --from.")


def _host(url: str) -> str:
    return urlsplit(url).hostname or "The address"
