"""Pages of an index over a video, and what its fields are (contract §2.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from lookhear.sdk.values.rows import mapping_of, number_of, row_of, rows_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """One field: its type (``string``, ``number``, ``text``, …), the groups it serves, and the operators a filter may use."""

    type: str | None = None
    groups: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()

    @classmethod
    def read(cls, row: object) -> Self:
        """From an answer."""
        found = row_of(row)
        return cls(text_of(found, "type"), tuple(texts_of(found, "groups")), tuple(texts_of(found, "operators")))


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What an index holds of one scene. ``start`` and ``end`` are seconds from the beginning of the video."""

    video_id: str | None
    understanding_id: str | None
    scene_id: str | None
    start: float
    end: float
    data: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """From an answer; older ones say ``segment_id``, ``start_sec`` and ``end_sec``."""
        return cls(
            text_of(row, "video_id"),
            text_of(row, "understanding_id"),
            text_of(row, "scene_id", "segment_id"),
            number_of(row, "start" if row.get("start") is not None else "start_sec"),
            number_of(row, "end" if row.get("end") is not None else "end_sec"),
            mapping_of(row, "data"),
        )

    @property
    def segment_id(self) -> str | None:
        """An older name of ``scene_id``."""
        return self.scene_id

    @property
    def start_sec(self) -> float:
        """An older name of ``start``."""
        return self.start

    @property
    def end_sec(self) -> float:
        """An older name of ``end``."""
        return self.end

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - of whatever type the attribute is
        if key.startswith("_") or not hasattr(self, key):
            raise KeyError(key)
        return getattr(self, key)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some records, and the cursor of the next page: None when there are no more."""

    records: tuple[IndexRecord, ...] = ()
    next_cursor: str | None = None

    @classmethod
    def read(cls, answer: object) -> Self:
        """From an answer."""
        return cls(tuple(IndexRecord.read(row) for row in rows_of(answer, "records")), text_of(row_of(answer), "next_cursor"))

    def __iter__(self) -> Iterator[IndexRecord]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, number: int) -> IndexRecord:
        return self.records[number]
