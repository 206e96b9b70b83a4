"""Playing by link: playlists, their media, exported files. The slug is the permission; no header is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from lookhear.backend.api.byte_ranges import CORS, NOT_KEPT, NotSatisfiable, is_known, kept_for, wanted_range
from lookhear.backend.api.later import LateRoute
from lookhear.backend.playback.player import Position
from lookhear.backend.services import Services
from lookhear.backend.videos.subtitles import PLAYLIST
from lookhear.errors import LookhearError, MediaRemoved, NotFound
from lookhear.media.playlist import CONTENT_TYPE
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.envelope import failure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from lookhear.backend.api.errors import Failure
    from lookhear.backend.playback.sharing import View
    from lookhear.backend.records import Stream

VIDEO_TYPE: Final = "video/mp4"
_FRAGMENT_TYPE: Final = "video/iso.segment"
_Slug = Annotated[str, Path(max_length=3000)]
_StreamId = Annotated[str, Path(max_length=100)]
_Number = Annotated[int, Path(ge=0, lt=1 << 53)]
_Time = Annotated[int, Path(ge=0, lt=1 << 63)]


@dataclass(frozen=True, slots=True)
class _Told:
    """What an answer says of its bytes; ``kept`` is for Cache-Control."""

    etag: str
    content_type: str
    kept: str
    disposition: str | None = None


def render(failed: Failure) -> Response:
    """A failure as a player of another page may read it; nobody keeps it."""
    headers = dict(failed.headers) | CORS | {"Cache-Control": NOT_KEPT}
    return JSONResponse(failure(failed.message, failed.code), status_code=failed.status, headers=headers)


RENDERERS: Final = {"/play/": render}


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["playback"], prefix="/play/{slug}", route_class=LateRoute)
    _playlists(api, services)
    _media(api, services)
    _files(api, services)
    return api


def _playlists(api: APIRouter, services: Services) -> None:
    sharing, player, compiled = services.playback.sharing, services.playback.player, services.playback.compiled

    @api.api_route("/master.m3u8", methods=["GET", "HEAD"])
    async def master(slug: _Slug, display: Annotated[str | None, Query(max_length=200)] = None, *, subtitles: bool = False) -> Response:
        views = await sharing.views(slug)
        if len(views) > 1:
            return _fresh(await compiled.master(views))
        return _fresh(await player.master(views[0], display=display, subtitles_uri=PLAYLIST if subtitles else None))

    @api.api_route("/{stream_id}.m3u8", methods=["GET", "HEAD"])
    async def playlist(
        *,
        slug: _Slug,
        stream_id: _StreamId,
        segment: Annotated[int | None, Query(alias="_HLS_msn", ge=0, lt=1 << 53)] = None,
        part: Annotated[int | None, Query(alias="_HLS_part", ge=0, lt=1 << 53)] = None,
        skip: Annotated[Literal["YES", "v2", ""], Query(alias="_HLS_skip")] = "",
    ) -> Response:
        views = await sharing.views(slug)
        if len(views) > 1:
            return _fresh(await compiled.playlist(views, stream_id))
        position = Position(segment, part, is_delta=bool(skip))
        return _fresh(await player.playlist(views[0], stream_id, position))

    @api.get("/facts.json")
    async def facts(slug: _Slug) -> Response:
        views = await sharing.views(slug)
        found = await (player.facts(views[0]) if len(views) == 1 else compiled.facts(views))
        return JSONResponse(found, headers=CORS | {"Cache-Control": NOT_KEPT})


def _media(api: APIRouter, services: Services) -> None:
    sharing, media = services.playback.sharing, services.playback.media

    def kept(view: View, stream: Stream) -> str:
        left_s = None if view.expires_ns is None else (view.expires_ns - services.now_ns()) / NS_PER_S
        return kept_for(left_s, is_stored=stream.store)

    @api.api_route("/{stream_id}/init-{number}.mp4", methods=["GET", "HEAD"])
    async def init(request: Request, *, slug: _Slug, stream_id: _StreamId, number: _Number) -> Response:
        view = await sharing.view(slug)
        stream = view.stream(stream_id)
        data, digest = await media.init(stream, number)
        return _kept(request, data, _Told(digest, VIDEO_TYPE, kept(view, stream)))

    @api.api_route("/{stream_id}/silence-{number}-{start_ns}-{end_ns}.m4s", methods=["GET", "HEAD"])
    async def silence(request: Request, *, slug: _Slug, stream_id: _StreamId, number: _Number, start_ns: _Time, end_ns: _Time) -> Response:
        view = await sharing.view(slug)
        stream = view.stream(stream_id)
        data = await media.silence(stream, number, start_ns=start_ns, end_ns=end_ns)
        return _kept(request, data, _Told(f"silence-{number}-{start_ns}-{end_ns}", _FRAGMENT_TYPE, kept(view, stream)))

    @api.api_route("/{stream_id}/gap-{number}.m4s", methods=["GET", "HEAD"])
    async def gap(slug: _Slug, stream_id: _StreamId, number: _Number) -> Response:
        (await sharing.view(slug)).stream(stream_id)
        raise NotFound(f"Segment {number} is a gap: nothing was recorded there.")

    @api.api_route("/{stream_id}/{first}-{last}.m4s", methods=["GET", "HEAD"])
    async def segment(request: Request, *, slug: _Slug, stream_id: _StreamId, first: _Number, last: _Number) -> Response:
        view = await sharing.view(slug)
        stream = view.stream(stream_id)
        found = await media.segment(view, stream, first=first, last=last)
        told = _Told(f"{stream_id}-{first}-{last}", _FRAGMENT_TYPE, kept(view, stream))
        return await _streamed(request, found.size_bytes, told, read=lambda start, end: media.read(found, start, end))

    @api.api_route("/{stream_id}/{seq}.m4s", methods=["GET", "HEAD"])
    async def part(request: Request, *, slug: _Slug, stream_id: _StreamId, seq: _Number) -> Response:
        view = await sharing.view(slug)
        stream = view.stream(stream_id)
        data, digest = await media.part(view, stream, seq)
        return _kept(request, data, _Told(digest, _FRAGMENT_TYPE, kept(view, stream)))


def _files(api: APIRouter, services: Services) -> None:
    sharing, videos = services.playback.sharing, services.playback.videos

    @api.api_route("/{video_id}.mp4", methods=["GET", "HEAD"])
    async def file(request: Request, slug: _Slug, video_id: str, *, download: bool = False) -> Response:
        view = await sharing.view(slug)
        if view.session.purged_ns is not None:
            raise MediaRemoved("This video has been removed: it was kept for as long as its owner wanted.")
        video = await videos.row(video_id)
        shown = {stream.track for stream in view.streams}
        is_shown = view.video.id == video_id if view.video else video.channel in shown or (video.channel is None and video.is_session)
        if video.session_id != view.session.id or not is_shown or view.stretches:
            raise NotFound("This link does not show that video.")
        if video.is_session and view.video is None and len(view.streams) == 1:
            raise NotFound("This link shows one track only.")
        opened = await videos.open(video)
        is_video = opened.facts.get("is_video", video.id.startswith("m-")) is True
        name = disposition(video.name, is_video=is_video) if download else None
        etag = f"{video.id}-{video.version}-{opened.size_bytes}"
        told = _Told(etag, VIDEO_TYPE if is_video else "audio/mp4", "private, no-cache", name)
        return await _streamed(request, opened.size_bytes, told, read=lambda start, end: videos.read(opened, start, end))


async def _streamed(request: Request, size_bytes: int, told: _Told, *, read: Callable[[int, int], AsyncIterator[bytes]]) -> Response:
    """Bytes, or a part of them, as they are read. The first are read before the answer begins: what is gone is told, not cut off."""
    headers = CORS | {"ETag": f'"{told.etag}"', "Accept-Ranges": "bytes", "Cache-Control": told.kept}
    if told.disposition is not None:
        headers["Content-Disposition"] = told.disposition
    if is_known(request, told.etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    try:
        part = wanted_range(request, size_bytes, etag=told.etag)
    except NotSatisfiable:
        return Response(
            status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers | {"Content-Range": f"bytes */{size_bytes}"}
        )
    start, end = part or (0, size_bytes)
    headers["Content-Length"] = str(end - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size_bytes}"
    status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=told.content_type)
    pieces = read(start, end)
    first = await anext(pieces, b"")
    return StreamingResponse(_from(first, pieces), status_code=status, headers=headers, media_type=told.content_type)


async def _from(first: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces of a body. Once it has begun, a failure can only be told by ending it early."""
    yield first
    try:
        async for piece in pieces:
            yield piece
    except LookhearError as exc:
        raise ConnectionResetError(str(exc)) from exc


def _fresh(text: str) -> Response:
    return Response(text, media_type=CONTENT_TYPE, headers=CORS | {"Cache-Control": NOT_KEPT})


def _kept(request: Request, data: bytes, told: _Told) -> Response:
    """Bytes that never change under their address."""
    headers = CORS | {"ETag": f'"{told.etag}"', "Cache-Control": told.kept, "Accept-Ranges": "bytes"}
    if is_known(request, told.etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    try:
        part = wanted_range(request, len(data), etag=told.etag)
    except NotSatisfiable:
        return Response(status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers | {"Content-Range": f"bytes */{len(data)}"})
    if part is None:
        return Response(data, media_type=told.content_type, headers=headers)
    start, end = part
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Response(data[start:end], status_code=HTTPStatus.PARTIAL_CONTENT, media_type=told.content_type, headers=headers)


def disposition(name: str, *, is_video: bool) -> str:
    """A header that saves the file under its name (RFC 6266), in plain letters for old programs."""
    from urllib.parse import quote

    stem = "".join("-" if char in '/\\:*?"<>|' or ord(char) < ord(" ") else char for char in name).strip(". ") or "recording"
    file = f"{stem}.{'mp4' if is_video else 'm4a'}"
    plain = file.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file, safe='')}"
