"""The pages that play: ``/watch?v=`` for people, ``/embed?v=`` for frames in other pages. Everything they load comes from here."""

from __future__ import annotations

import functools
import hashlib
import html
import string
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from lookhear.backend.api.byte_ranges import KEPT, NOT_KEPT
from lookhear.backend.api.later import LateRoute
from lookhear.backend.playback.sharing import Wording
from lookhear.backend.services import Services
from lookhear.errors import LinkExpired, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILES: Final = {
    "player.css": ("player.css", "text/css; charset=utf-8"),
    "player.js": ("player.js", "text/javascript; charset=utf-8"),
    "hls.min.js": ("hls.js-1.7.4/hls.min.js", "text/javascript; charset=utf-8"),
    "hls.js-LICENSE.txt": ("hls.js-1.7.4/LICENSE", "text/plain; charset=utf-8"),
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
_HEADERS: Final = {
    "Cache-Control": NOT_KEPT,
    "Referrer-Policy": "no-referrer",  # the address is the permission
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_EXPIRED: Final = ("expired", "This link has expired", "Ask whoever sent it for a new one.")
_MISSING: Final = ("missing", "There is nothing behind this link", "It may have been taken back, or not been copied whole.")
_FINE: Final = ("", "", "")


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["pages"], route_class=LateRoute)
    sharing = services.playback.sharing

    async def page(slug: str, *, mode: str) -> HTMLResponse:
        problem, status, wording = _FINE, HTTPStatus.OK, Wording()
        try:
            wording = (await sharing.views(slug))[0].wording
        except LinkExpired:
            problem, status = _EXPIRED, HTTPStatus.GONE
        except NotFound:
            problem, status = _MISSING, HTTPStatus.NOT_FOUND
        ancestors = "*" if mode == "embed" else "'self'"
        headers = _HEADERS | {"Content-Security-Policy": _POLICY.format(ancestors=ancestors)}
        return HTMLResponse(_page(slug, mode=mode, problem=problem, wording=wording), status_code=status, headers=headers)

    @api.get("/watch", response_class=HTMLResponse)
    async def watch(v: Annotated[str, Query(max_length=1000)] = "") -> HTMLResponse:
        return await page(v, mode="watch")

    @api.get("/embed", response_class=HTMLResponse)
    async def embed(v: Annotated[str, Query(max_length=1000)] = "") -> HTMLResponse:
        return await page(v, mode="embed")

    @api.get("/assets/{version}/{name}")
    async def asset(request: Request, version: str, name: str) -> Response:
        if version != _version() or name not in _FILES:
            raise NotFound(f"There is no {name!r} of this version here.")
        etag = f'"{version}-{name}"'
        headers = {"Cache-Control": KEPT, "ETag": etag, "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(_files()[name], media_type=_FILES[name][1], headers=headers)

    return api


def _page(slug: str, *, mode: str, problem: tuple[str, str, str], wording: Wording) -> str:
    kind, title, text = problem
    values = {
        "mode": mode,
        "slug": slug,
        "problem": kind,
        "title": wording.title or "Recording",
        "description": wording.description,
        "veil_title": title,
        "veil_text": text,
        "assets": f"/assets/{_version()}",
    }
    return _template().substitute({name: html.escape(value, quote=True) for name, value in values.items()})


@functools.cache
def _template() -> string.Template:
    return string.Template(_read("player.html").decode())


@functools.cache
def _files() -> Mapping[str, bytes]:
    return {name: _read(path) for name, (path, _) in _FILES.items()}


@functools.cache
def _version() -> str:
    """Changes with any of the files, so that each address always means the same bytes."""
    digest = hashlib.sha256()
    for name, data in sorted(_files().items()):
        digest.update(name.encode() + data)
    return digest.hexdigest()[:12]


def _read(path: str) -> bytes:
    return resources.files("lookhear.backend.web").joinpath(*path.split("/")).read_bytes()
