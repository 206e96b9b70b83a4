# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""The transcript of a video or of a sound (contract §2.10). Times are seconds from its beginning. For any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.errors import WrongArgument
from lookhear.sdk.values.names import Segmenter
from lookhear.sdk.values.records import Segment
from lookhear.sdk.values.rows import given, row_of, rows_of, text_of

if TYPE_CHECKING:
    from lookhear.sdk.blocking.api import Api


class Transcribed:
    """The part of a video or a sound that is about what is said in it. ``_place`` is its path.

    ``transcript`` and ``transcript_text`` hold what was read last.
    """

    _api: Api
    transcript: list[Segment] | None
    transcript_text: str | None

    @property
    def _place(self) -> str:
        raise NotImplementedError

    def get_transcript(
        self,
        start: float | None = None,
        end: float | None = None,
        segmenter: str = Segmenter.word,
        length: int = 1,
        force: bool | None = None,
    ) -> list[Segment]:
        """What is said, in pieces of ``length`` words, sentences or seconds: dicts of ``start``, ``end`` (seconds) and ``text``.

        ``force`` reads it anew. Raises WrongArgument for times that make no sense, InvalidRequestError while there is no transcript.
        """
        self._read(start, end, segmenter=segmenter, length=length, force=bool(force))
        return self.transcript or []

    def get_transcript_text(self, start: float | None = None, end: float | None = None) -> str:
        """What is said, as one text."""
        self._read(start, end, segmenter=Segmenter.word, length=1, force=False)
        return self.transcript_text or ""

    def generate_transcript(self, force: bool | None = None, language_code: str | None = None) -> dict[str, Any]:
        """Have what is said written down, and wait for it. ``language_code`` as ``en``; without it the engine listens for itself.

        Returns ``{"success": True, "message": …}``, or the backend's answer where nothing is said.
        """
        said = {"force": bool(force)} | given(language_code=language_code or None)
        answer = row_of(self._api.post(f"{self._place}/transcription", said))
        if not rows_of(answer, "word_timestamps"):
            return answer
        return {"success": True, "message": "Transcript generated successfully"}

    def _read(self, start: float | None, end: float | None, *, segmenter: str, length: int, force: bool) -> None:
        if segmenter not in set(Segmenter):
            raise WrongArgument(f"segmenter: {', '.join(Segmenter)}, not {segmenter!r}.")
        if (start or 0) < 0 or (end or 0) < 0 or (start is not None and end is not None and start > end):
            raise WrongArgument("start and end: seconds from the beginning, in their order.")
        asked = given(start=start, end=end, segmenter=str(segmenter), length=length, force=force)
        answer = row_of(self._api.get(f"{self._place}/transcription", asked))
        self.transcript = [Segment(row) for row in rows_of(answer, "word_timestamps")]
        self.transcript_text = text_of(answer, "text") or ""
