"""What a link lets somebody see. Whoever knows a slug may look at its target: no header is asked for (contract §1.6 H10).

Several slugs of one target, each with its stretch, make one link when they are joined: ``/play/<slug>~<slug>/master.m3u8``.
"""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import Share
from lookhear.backend.streams.shares import ensure_share, new_slug
from lookhear.errors import InvalidRequest, LinkExpired, NotFound
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Session, Stream, Video

JOINT: Final = "~"
MAX_JOINED: Final = 100
_KEPT: Final = 1024
_FRESH_S: Final = 1.0  # what a link shows is looked up again after this
_SLUG_BYTES: Final = 16
_NO_END_S: Final = 1e12
_EXACT_NS: Final = 1000  # a double of that size counts 240 ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the page of a link says, and what its slug begins with: letters, digits, ``-`` and ``_``."""

    title: str = ""
    description: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one link shows: streams of one session, all of them or one; ``video`` when it names one.

    ``stretches`` are session times in ns; none of them means everything. Only media streams are in it.
    """

    slug: str
    session: Session
    streams: tuple[Stream, ...]
    video: Video | None = None
    stretches: tuple[tuple[int, int], ...] = ()
    expires_ns: int | None = None
    wording: Wording = Wording()

    def stream(self, stream_id: str) -> Stream:
        """One of its streams. Raises NotFound."""
        found = next((stream for stream in self.streams if stream.id == stream_id), None)
        if found is None:
            raise NotFound("This link does not show that track.")
        return found


class Sharing:
    """Finds what slugs stand for, and makes and removes them. Owned by the event loop."""

    def __init__(self, store: Store, *, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._now_ns = now_ns
        self._known: OrderedDict[str, tuple[float, View]] = OrderedDict()  # when it was looked up (monotonic), and what it was

    async def view(self, slug: str) -> View:
        """What a link shows. Raises NotFound when there is no such link (any more), LinkExpired."""
        known = self._known.get(slug)
        if known is None or time.monotonic() - known[0] > _FRESH_S:
            view = await self._store.read(lambda tx: _view(tx, slug))
            self._known[slug] = (time.monotonic(), view)
            self._known.move_to_end(slug)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        else:
            view = known[1]
        if view.expires_ns is not None and view.expires_ns <= self._now_ns():
            raise LinkExpired("This link has expired.", hint="Ask whoever sent it for a new one.")
        return view

    async def views(self, slug: str) -> list[View]:
        """What a link shows that may join several videos: a view for each, in order. Raises NotFound, LinkExpired."""
        slugs = slug.split(JOINT)
        if len(slugs) == 1 or len(slugs) > MAX_JOINED:
            return [await self.view(slug)]
        targets = await self._store.read(lambda tx: [_target_of(tx, each) for each in slugs])
        groups: list[tuple[str | None, list[str]]] = []
        for each, target in zip(slugs, targets, strict=True):
            if not groups or groups[-1][0] != target:
                groups.append((target, []))
            groups[-1][1].append(each)
        return [await self.view(JOINT.join(group)) for _, group in groups]

    async def lasting(self, target: str) -> str:
        """The slug of a target that has no end. Raises NotFound."""
        now_ns = self._now_ns()

        def work(tx: Transaction) -> str:
            _require(tx, target)
            return ensure_share(tx, target, now_ns=now_ns).slug

        return await self._store.write(work)

    async def of_stretches(self, target: str, stretches: Sequence[tuple[float, float | None]]) -> str:
        """The lasting link of stretches of a target (epoch seconds; None for no end): the same ones give the same link.

        Raises NotFound, InvalidRequest.
        """
        check_stretches(stretches)
        now_ns = self._now_ns()

        def work(tx: Transaction) -> str:
            _require(tx, target)
            secret = ensure_share(tx, target, now_ns=now_ns).slug
            slugs = []
            for from_s, to_s in stretches:
                slug = _derived(secret, from_s, to_s)
                if tx.videos.share(slug) is None:
                    tx.videos.add_share(Share(slug=slug, target=target, created_ns=now_ns, from_s=from_s, to_s=to_s))
                slugs.append(slug)
            return JOINT.join(slugs)

        return await self._store.write(work)

    async def worded(self, target: str, wording: Wording, *, stretch: tuple[float, float | None] | None) -> str:
        """The lasting link of a target, or of a stretch of it, whose page says this: asked for again it is the same.

        Raises NotFound, InvalidRequest.
        """
        check_stretches([stretch] if stretch else [])
        now_ns = self._now_ns()
        from_s, to_s = stretch or (None, None)

        def work(tx: Transaction) -> str:
            _require(tx, target)
            secret = ensure_share(tx, target, now_ns=now_ns).slug
            slug = _derived(f"{secret} {wording!r}", from_s, to_s)
            slug = f"{wording.prefix}-{slug}" if wording.prefix else slug
            if tx.videos.share(slug) is None:
                told = Share(slug=slug, target=target, created_ns=now_ns, from_s=from_s, to_s=to_s)
                tx.videos.add_share(replace(told, title=wording.title, description=wording.description))
            return slug

        return await self._store.write(work)

    async def share(self, target: str, *, expires_in_s: float | None, stretch: tuple[float, float | None] | None) -> Share:
        """Make a link of its own, which can be taken back. Raises NotFound, InvalidRequest."""
        if stretch is not None:
            check_stretches([stretch])
        now_ns = self._now_ns()
        share = Share(
            slug=new_slug(),
            target=target,
            created_ns=now_ns,
            expires_ns=None if expires_in_s is None else now_ns + round(expires_in_s * NS_PER_S),
            from_s=stretch[0] if stretch else None,
            to_s=stretch[1] if stretch else None,
        )

        def work(tx: Transaction) -> None:
            _require(tx, target)
            ensure_share(tx, target, now_ns=now_ns)  # or the new one would count as the lasting one
            tx.videos.add_share(share)

        await self._store.write(work)
        return share

    async def remove(self, slug: str) -> None:
        """Take a link back; its target is given another one for the lasting one. Raises NotFound."""
        now_ns = self._now_ns()

        def work(tx: Transaction) -> None:
            share = tx.videos.share(slug)
            if share is None:
                raise NotFound("There is no such link.")
            tx.videos.remove_share(slug)
            if share.is_lasting:
                ensure_share(tx, share.target, now_ns=now_ns)

        await self._store.write(work)
        self.forget()

    def forget(self) -> None:
        """Look everything up again, because something was removed."""
        self._known.clear()


def check_stretches(stretches: Sequence[tuple[float, float | None]]) -> None:
    """Raises InvalidRequest unless each begins before it ends, and there are not too many."""
    if len(stretches) > MAX_JOINED:
        raise InvalidRequest(f"One link can show {MAX_JOINED} stretches at most.")
    if any(from_s < 0 or (to_s is not None and not from_s < to_s < _NO_END_S) for from_s, to_s in stretches):
        raise InvalidRequest("A stretch must begin before it ends.")


def _derived(secret: str, from_s: float | None, to_s: float | None) -> str:
    """A slug that follows from the stretch, and that only who knows the lasting one could guess."""
    digest = hashlib.sha256(f"{secret} {from_s!r} {to_s!r}".encode()).digest()
    return urlsafe_b64encode(digest[:_SLUG_BYTES]).decode().rstrip("=")


def _require(tx: Transaction, target: str) -> None:
    if tx.sessions.get(target) is None and tx.streams.get(target) is None and tx.videos.get(target) is None:
        raise NotFound(f"There is nothing called {target!r} here.")


def _view(tx: Transaction, slug: str) -> View:
    slugs = slug.split(JOINT)
    shares = [tx.videos.share(each) for each in slugs[:MAX_JOINED]]
    known = [share for share in shares if share is not None]
    if len(known) != len(slugs) or len({share.target for share in known}) != 1:
        raise NotFound("There is no such link.", hint="It may have been taken back, or not been copied whole.")
    session, streams, video = _target(tx, known[0].target)
    origin_ns = session.clock_wall_origin_ns or 0
    stretches = [_stretch(share, origin_ns) for share in known if share.from_s is not None or share.to_s is not None]
    ends = [share.expires_ns for share in known if share.expires_ns is not None]
    return View(
        slug=slug,
        session=session,
        streams=tuple(stream for stream in streams if stream.kind.is_media),
        video=video,
        stretches=tuple(stretches) if len(stretches) == len(known) else (),
        expires_ns=min(ends, default=None),
        wording=Wording(title=known[0].title, description=known[0].description),
    )


def _target_of(tx: Transaction, slug: str) -> str | None:
    share = tx.videos.share(slug)
    return None if share is None else share.target


def _target(tx: Transaction, target: str) -> tuple[Session, list[Stream], Video | None]:
    video = tx.videos.get(target)
    stream = tx.streams.get(target)
    session = tx.sessions.get(video.session_id if video else stream.session_id if stream else target)
    if session is None:
        raise NotFound("What this link showed has been removed.")
    if stream is not None:
        return session, [stream], None
    streams = tx.streams.of_session(session.id)
    if video is not None and video.is_session:
        streams = [each for each in streams if not each.kind.is_video or each.track == video.channel]
    elif video is not None:
        streams = [each for each in streams if each.track == video.channel]
    return session, streams, video


def _stretch(share: Share, origin_ns: int) -> tuple[int, int]:
    from_s, to_s = share.from_s or 0.0, _NO_END_S if share.to_s is None else share.to_s
    return max(0, _session_ns(from_s, origin_ns)), max(_EXACT_NS, _session_ns(to_s, origin_ns))


def _session_ns(epoch_s: float, origin_ns: int) -> int:
    """A wall time on the session clock, as exact as a double is: what ends with a fragment must not end in the next one."""
    return round((round(epoch_s * NS_PER_S) - origin_ns) / _EXACT_NS) * _EXACT_NS
