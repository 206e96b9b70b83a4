"""Finding recordings by what was said and what was on the screen: the backend of this computer is asked, and nobody waits for it.

A search of the library asks finders one after the other on one thread. This one answers at once with what it knows; what it does not know
it asks for beside, and says when the answer is there, so that whoever looks asks again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.library.entries import Found, Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lookhear.desktop.engine.library.entries import LibraryEntry, LibraryQuery
    from lookhear.desktop.engine.understanding.client import StreamHit

_SHORTEST: Final = 2  # letters that are worth asking for
_KEPT: Final = 32  # answers
_FRESH_S: Final = 20.0
_EXCERPT: Final = 110
_MOST_HITS: Final = 20  # of one recording
_KINDS: Final = {"transcript": Found.TRANSCRIPT, "spoken": Found.TRANSCRIPT, "audio": Found.SUMMARY}


class Understood:
    """See `lookhear.desktop.engine.library.searching.Finder`. ``ask`` begins to ask for a text, and calls `take` when it is answered."""

    def __init__(self, *, ask: Callable[[str], object], now_s: Callable[[], float]) -> None:
        self._ask, self._now_s = ask, now_s
        self._lock = threading.Lock()  # the library's thread looks things up, another one takes answers
        self._known: OrderedDict[str, tuple[float, Mapping[str, tuple[StreamHit, ...]]]] = OrderedDict()
        self._asked: set[str] = set()

    def find(self, query: LibraryQuery, entries: Sequence[LibraryEntry]) -> Mapping[str, tuple[Hit, ...]]:
        """The hits that are known by now."""
        text = _asked_for(query)
        if len(text) < _SHORTEST:
            return {}
        with self._lock:
            known = self._known.get(text)
            is_stale = known is None or self._now_s() - known[0] > _FRESH_S
            asks = is_stale and text not in self._asked
            if asks:
                self._asked.add(text)
        if asks:
            self._ask(text)
        by_session = {} if known is None else known[1]
        return {
            entry.recording_id: tuple(_hit(hit, entry, text) for hit in by_session[entry.session_id])
            for entry in entries
            if entry.is_private and entry.session_id in by_session
        }

    def is_searching(self, query: LibraryQuery) -> bool:
        """See `Finder`."""
        text = _asked_for(query)
        with self._lock:
            return text in self._asked and text not in self._known

    def take(self, text: str, hits: Sequence[StreamHit] | None) -> bool:
        """The answer for a text, None where there was none; gives whether anything is different now: a first answer always is."""
        by_session: dict[str, list[StreamHit]] = {}
        for hit in hits or ():
            found = by_session.setdefault(hit.session_id, [])
            if len(found) < _MOST_HITS:
                found.append(hit)
        answer = {session_id: tuple(found) for session_id, found in by_session.items()}
        with self._lock:
            self._asked.discard(text)
            before = self._known.pop(text, None)
            if hits is None and before is not None:
                answer = dict(before[1])
            self._known[text] = (self._now_s(), answer)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return before is None or answer != before[1]


def _asked_for(query: LibraryQuery) -> str:
    return " ".join(query.text.split())


def excerpt(text: str, words: str, *, length: int = _EXCERPT) -> str:
    """A part of a text around the first of the words that stands in it."""
    plain = " ".join(text.split())
    if len(plain) <= length:
        return plain
    folded = plain.casefold()
    places = [at for word in words.casefold().split() if (at := folded.find(word)) >= 0]
    first = min(places, default=0)
    begin = max(0, min(first - length // 3, len(plain) - length))
    while 0 < begin < len(plain) and plain[begin - 1] != " " and begin < first:
        begin += 1
    end = min(len(plain), begin + length)
    cut = plain[begin:end].strip()
    return f"{'…' if begin else ''}{cut}{'…' if end < len(plain) else ''}"


def _hit(hit: StreamHit, entry: LibraryEntry, text: str) -> Hit:
    found = _KINDS.get(hit.index_type, Found.SCREEN_TEXT)
    return Hit(found=found, text=excerpt(hit.text, text), at_s=max(0.0, hit.start_s - entry.started_wall_ns / 1e9))
