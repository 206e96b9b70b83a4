"""What was said, what was found, and what follows from it: records of streams and videos (contract §2.5-§2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.values.rows import Row

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
        return self.number("start")

    @property
    def end(self) -> float:
        """When it ends, in seconds."""
        return self.number("end")

    @property
    def words(self) -> str:
        """What was said."""
        return self.text("text")

    @property
    def word_timestamps(self) -> list[Segment]:
        """The same, word by word; empty where the words were not timed."""
        return [Segment(each) for each in self.rows("word_timestamps")]


class TranscriptPage(Row):
    """A page of a stream's transcript: ``transcription_records``, ``next_page``, ``total_count``, ``page``, ``page_size``."""

    __slots__ = ()

    @property
    def records(self) -> list[Segment]:
        """What was said, in its order; times in epoch seconds."""
        return [Segment(each) for each in self.rows("transcription_records")]

    @property
    def next_page(self) -> bool:
        """Whether there is another page."""
        return bool(self.get("next_page"))

    @property
    def total_count(self) -> int:
        """How many records there are on all pages."""
        return int(self.number("total_count"))


class TranscriptState(Row):
    """Whether a stream is transcribed: ``status`` (``running``, ``stopped``, ``not_configured``), ``engine``, ``language``."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """``running``, ``stopped`` or ``not_configured``."""
        return self.text("status")

    @property
    def engine(self) -> str:
        """Whose ears they are."""
        return self.text("engine")


class Scene(Row):
    """What an index says of a stretch: ``id``, ``start``, ``end``, ``description``, ``text`` (the same string), ``metadata``.

    Of a stream, times are epoch seconds; of a video, seconds from its beginning.
    """

    __slots__ = ()

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.text("id")

    @property
    def start(self) -> float:
        """When it begins, in seconds."""
        return self.number("start")

    @property
    def end(self) -> float:
        """When it ends, in seconds."""
        return self.number("end")

    @property
    def description(self) -> str:
        """What is to be seen or heard."""
        return self.text("description") or self.text("text")

    @property
    def metadata(self) -> dict[str, Any]:
        """What else is known of it."""
        found = self.get("metadata")
        return dict(found) if isinstance(found, dict) else {}


class ScenePage(Row):
    """A page of what an index found: ``scenes`` and ``next_page``."""

    __slots__ = ()

    @property
    def scenes(self) -> list[Scene]:
        """What was found, in the order of time; epoch seconds."""
        return [Scene(each) for each in self.rows("scenes")]

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
        return [Scene(each) for each in self.rows("records")]

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
        return self.text("event_id")

    @property
    def label(self) -> str:
        """What alerts call it."""
        return self.text("label")


class Alert(Row):
    """An index that watches for an event: ``alert_id``, ``event_id``, ``label``, ``prompt``, ``callback_url``, ``status``."""

    __slots__ = ()

    @property
    def alert_id(self) -> str:
        """Its identifier."""
        return self.text("alert_id")

    @property
    def label(self) -> str:
        """What it calls the event."""
        return self.text("label")

    @property
    def status(self) -> str:
        """``enabled`` or ``disabled``."""
        return self.text("status")


class Download(Row):
    """Where a file can be had: ``download_url``, ``name``, ``status``, ``size`` in bytes where it is known."""

    __slots__ = ()

    @property
    def download_url(self) -> str:
        """The address of the file; it needs no credential."""
        return self.text("download_url")
