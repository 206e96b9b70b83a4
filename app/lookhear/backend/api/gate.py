"""What holds for every request before a router sees it: one spelling of paths, and no foreign web page at the door. Plain ASGI."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote, urlsplit

from lookhear.backend.api.errors import failure_response
from lookhear.backend.settings import is_loopback
from lookhear.errors import Forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from lookhear.backend.activity import Activity
    from lookhear.backend.api.errors import Renderer
    from lookhear.backend.settings import Settings

_SLASHES: Final = re.compile(r"//+")
_POLLED: Final = re.compile(r"/play/[^/]+/(facts\.json|[^/]+\.m3u8)")
"""What an open page asks for again and again although nothing comes. It keeps no backend alive; the media that are watched do."""
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})

FastLane: TypeAlias = "Callable[[Scope], ASGIApp | None]"
"""What answers a request that comes too often to go through the framework; None for all others."""


class Gate:
    """Wraps an application.

    A path means the same with doubled slashes and with one at its end: SDKs glue ``base_url + "/" + path``, and a redirect would turn
    a POST into a GET. A server that only this machine reaches answers to this machine's names only, or a web page could rebind its own
    name to 127.0.0.1 and read recordings; and what changes something is not done for a page of another origin.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        activity: Activity,
        renderers: Mapping[str, Renderer],
        fast_lane: FastLane = lambda _scope: None,
    ) -> None:
        self._app = app
        self._fast_lane = fast_lane
        self._activity = activity
        self._renderers = renderers
        public = urlsplit(settings.public_url) if settings.public_url else None
        self._public_origin = f"{public.scheme}://{public.netloc}".lower() if public else None
        self._public_host = public.hostname if public else None
        self._checks_host = is_loopback(settings.host) and not settings.is_behind_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, or one request of it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        path = normal_path(scope["path"])
        if path != scope["path"]:
            scope = {**scope, "path": path, "raw_path": quote(path).encode()}
        with nullcontext() if _POLLED.fullmatch(path) else self._activity.request():
            refusal = self._refusal(scope)
            if refusal is None:
                await (self._fast_lane(scope) or self._app)(scope, receive, send)
            else:
                await failure_response(refusal, path=path, renderers=self._renderers)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Forbidden | None:
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if self._checks_host and not self._is_ours(host):
            return Forbidden(
                "This backend answers only to this computer's own names.",
                hint="Use http://127.0.0.1, or give the name it is reached by with `lookhear serve --public-url`.",
            )
        if origin is not None and scope.get("method", "GET") not in _READING and not self._is_same_origin(origin, host):
            return Forbidden("A web page of another origin may not do this.", hint="Send the request from a program, not from a page.")
        return None

    def _is_ours(self, host: str | None) -> bool:
        name = _name_of_host(host or "")
        return is_loopback(name) or (self._public_host is not None and name == self._public_host)

    def _is_same_origin(self, origin: str, host: str | None) -> bool:
        scheme, _, name = origin.lower().partition("://")
        return f"{scheme}://{name}" == self._public_origin or (bool(name) and name == (host or "").lower())


def normal_path(path: str) -> str:
    """One spelling: single slashes, none at the end."""
    single = _SLASHES.sub("/", path)
    return single.rstrip("/") or "/"


def _name_of_host(host: str) -> str:
    """The name in a Host header: without the port, and without an IPv6 address's brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _header(scope: Scope, name: bytes) -> str | None:
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return None
