# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""What models find in a video, analyzer by analyzer (contract §2.8, §2.10). For any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import NotFoundError, WrongArgument
from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.waiting import Worked
from lookhear.sdk.values.rows import Keyed, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.blocking.api import Api

_DONE: Final = "done"
_OVER: Final = frozenset({_DONE, "failed"})
_ANALYZED: Final = _OVER | {"skipped", "cancelled"}
_KNOWN: Final = frozenset({"id", "analyzer_id", "name", "type", "status"})


class UnderstandingAnalyzer(Worked, Keyed):
    """One model's part of an understanding: ``id``, ``name``, ``type``, ``status`` (``pending``, ``running``, ``done``, ``failed``, …).

    ``extra`` holds what else the backend says of it.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, understanding: Understanding, row: Mapping[str, Any]) -> None:
        self.understanding = understanding
        self._take(row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, name={self.name!r}, type={self.type!r}, status={self.status!r})"

    def _take(self, row: Mapping[str, Any]) -> None:
        self.id = text_of(row, "id", "analyzer_id")
        self.name = text_of(row, "name")
        self.type = text_of(row, "type")
        self.status = text_of(row, "status")
        self.extra = {name: value for name, value in row.items() if name not in _KNOWN}

    @property
    def is_complete(self) -> bool:
        """Whether it is done, failed, or will not be done."""
        return self.status in _ANALYZED

    @property
    def is_successful(self) -> bool:
        """Whether it is done."""
        return self.status == _DONE

    def refresh(self) -> Self:
        """Read it again."""
        self.understanding.refresh()
        found = self.understanding.find(self.name or self.id or "")
        self.id, self.name, self.type, self.status, self.extra = found.id, found.name, found.type, found.status, found.extra
        return self

    def get_output(self) -> Any:  # noqa: ANN401 - as the analyzer has it
        """What it found, segment by segment."""
        return self.understanding.get_analyzer_output(self.name or self.id or "")

    def to_index_source(self) -> dict[str, Any]:
        """It as the ``source`` of an index: by its ids. Raises WrongArgument while the backend has given it none."""
        if not self.understanding.id or not self.id:
            raise WrongArgument("This analyzer has no id yet.", hint="Call refresh() first.")
        return {"understanding_id": self.understanding.id, "analyzer_id": self.id, "analyzer_type": self.type}


class Understanding(Worked, Keyed):
    """What models find in a video: ``id`` (``und-…``), ``video_id``, ``collection_id``, ``status``, ``analyzers``.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, api: Api, row: Mapping[str, Any]) -> None:
        self._api = api
        self.id = text_of(row, "understanding_id", "id") or ""
        self.video_id = text_of(row, "video_id") or ""
        self.collection_id = text_of(row, "collection_id")
        self.status: str | None = None
        self.analyzers: list[UnderstandingAnalyzer] = []
        self._take(row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, video_id={self.video_id!r}, status={self.status!r}, analyzers={len(self.analyzers)})"

    def _take(self, row: Mapping[str, Any]) -> None:
        self.status = text_of(row, "status") or self.status
        if "analyzers" in row:
            self.analyzers = [UnderstandingAnalyzer(self, each) for each in rows_of(row, "analyzers")]

    @property
    def _place(self) -> str:
        return f"video/{segment(self.video_id)}/understand/{segment(self.id)}"

    @property
    def is_complete(self) -> bool:
        """Whether it is done, or failed."""
        return self.status in _OVER

    @property
    def is_successful(self) -> bool:
        """Whether it is done."""
        return self.status == _DONE

    def refresh(self) -> Self:
        """Read it again, with its analyzers."""
        self._take(row_of(self._api.get(self._place)))
        return self

    def list_analyzers(self) -> list[UnderstandingAnalyzer]:
        """Its analyzers."""
        return list(self.analyzers)

    def find(self, name_or_id: str) -> UnderstandingAnalyzer:
        """An analyzer as it was read last. Raises NotFoundError."""
        found = next((each for each in self.analyzers if name_or_id and name_or_id in {each.name, each.id}), None)
        if found is None:
            raise NotFoundError(f"This understanding has no analyzer {name_or_id!r}.")
        return found

    def get_analyzer(self, name_or_id: str, refresh: bool = False) -> UnderstandingAnalyzer:
        """An analyzer by its name or id, read again when ``refresh`` says so. Raises NotFoundError."""
        if refresh:
            self.refresh()
        return self.find(name_or_id)

    def get_analyzer_output(self, name_or_id: str) -> Any:  # noqa: ANN401 - as the analyzer has it
        """What an analyzer found, segment by segment. Raises NotFoundError."""
        return self._api.get(f"{self._place}/analyzers/{segment(name_or_id)}/output")

    def delete(self) -> None:
        """Remove it; indexes over it stay."""
        self._api.delete(self._place)
