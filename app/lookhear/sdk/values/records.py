"""What was said, what was found, and what follows from it: records of streams and videos (contract §2.5-§2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.values.rows import Row, mapping_of, number_of, rows_of, text_of

if TYPE_CHECKING:
    from typing import Any


class Segment(Row):
    """A piece of a transcript.

    Of a stream, times are epoch seconds; of a video, seconds from its beginning (contract §3.5).
    """

    __slots__ = ()

    @property
    def start(self) -> float:
        """When it begins, in seconds."""
        return number_of(self, "start")

    @property
    def end(self) -> float:
        """When it ends, in seconds."""
        return number_of(self, "end")

    @property
    def text(self) -> str:
        """What was said."""
        return text_of(self, "text") or ""

    @property
    def word_timestamps(self) -> list[Segment]:
        """The same, word by word; empty where the words were not timed."""
        return [Segment(each) for each in rows_of(self, "word_timestamps")]


class TranscriptPage(Row):
    """A page of a stream's transcript: ``transcription_records``, ``next_page``, ``total_count``, ``page``, ``page_size``."""

    __slots__ = ()

    @property
    def records(self) -> list[Segment]:
        """What was said, in its order; times in epoch seconds."""
        return [Segment(each) for each in rows_of(self, "transcription_records")]

    @property
    def next_page(self) -> bool:
        """Whether there is another page."""
        return bool(self.get("next_page"))

    @property
    def total_count(self) -> int:
        """How many records there are on all pages."""
        return int(number_of(self, "total_count"))


class TranscriptState(Row):
    """Whether a stream is transcribed: ``status`` (``running``, ``stopped``, ``not_configured``), ``engine``, ``language``."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """``running``, ``stopped`` or ``not_configured``."""
        return text_of(self, "status") or ""

    @property
    def engine(self) -> str:
        """Whose ears they are."""
        return text_of(self, "engine") or ""


class Scene(Row):
    """What an index says of a stretch: ``id``, ``start``, ``end``, ``description``, ``text`` (the same string), ``metadata``.

    Of a stream, times are epoch seconds; of a video, seconds from its beginning.
    """

    __slots__ = ()

    @property
    def id(self) -> str:
        """Its identifier."""
        return text_of(self, "id") or ""

    @property
    def start(self) -> float:
        """When it begins, in seconds."""
        return number_of(self, "start")

    @property
    def end(self) -> float:
        """When it ends, in seconds."""
        return number_of(self, "end")

    @property
    def description(self) -> str:
        """What is to be seen or heard."""
        return text_of(self, "description", "text") or ""

    @property
    def text(self) -> str:
        """The same as ``description``."""
        return self.description

    @property
    def metadata(self) -> dict[str, Any]:
        """What else is known of it."""
        return mapping_of(self, "metadata")


class ScenePage(Row):
    """A page of what an index found: ``scenes`` and ``next_page``."""

    __slots__ = ()

    @property
    def scenes(self) -> list[Scene]:
        """What was found, in the order of time; epoch seconds."""
        return [Scene(each) for each in rows_of(self, "scenes")]

    @property
    def next_page(self) -> bool:
        """Whether there is another page."""
        return bool(self.get("next_page"))


class RecordsPage(Row):
    """A page of an understanding's or an index's records: ``records`` and ``next_page``."""

    __slots__ = ()

    @property
    def records(self) -> list[Scene]:
        """What was found, in the order of time; epoch seconds."""
        return [Scene(each) for each in rows_of(self, "records")]

    @property
    def next_page(self) -> bool:
        """Whether there is another page."""
        return bool(self.get("next_page"))


class Event(Row):
    """Something worth an alert: ``event_id``, ``event_prompt``, ``label``."""

    __slots__ = ()

    @property
    def event_id(self) -> str:
        """Its identifier."""
        return text_of(self, "event_id") or ""

    @property
    def label(self) -> str:
        """What alerts call it."""
        return text_of(self, "label") or ""


class Alert(Row):
    """An index that watches for an event: ``alert_id``, ``event_id``, ``label``, ``prompt``, ``callback_url``, ``status``."""

    __slots__ = ()

    @property
    def alert_id(self) -> str:
        """Its identifier."""
        return text_of(self, "alert_id") or ""

    @property
    def label(self) -> str:
        """What it calls the event."""
        return text_of(self, "label") or ""

    @property
    def status(self) -> str:
        """``enabled`` or ``disabled``."""
        return text_of(self, "status") or ""


class Download(Row):
    """Where a file can be had: ``download_url``, ``name``, ``status``, ``size`` in bytes where it is known."""

    __slots__ = ()

    @property
    def download_url(self) -> str:
        """The address of the file; it needs no credential."""
        return text_of(self, "download_url") or ""
