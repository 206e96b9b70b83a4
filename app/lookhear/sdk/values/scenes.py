"""Scenes that were cut out of a video, with their pictures (contract §2.10). Times are seconds from its beginning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from lookhear.sdk.values.rows import mapping_of, number_of, row_of, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture of a scene: ``url`` shows it without a credential, ``frame_time`` is where it was taken."""

    id: str | None
    video_id: str
    scene_id: str | None
    url: str | None = field(repr=False)
    frame_time: float
    description: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, row: Mapping[str, Any], *, video_id: str, scene_id: str | None) -> Self:
        """From an answer."""
        return cls(
            id=text_of(row, "frame_id", "id"),
            video_id=video_id,
            scene_id=scene_id,
            url=text_of(row, "url"),
            frame_time=number_of(row, "frame_time"),
            description=text_of(row, "description"),
        )

    def to_json(self) -> dict[str, Any]:
        """As the wire has it."""
        said = ("id", "video_id", "scene_id", "url", "frame_time", "description")
        return {name: getattr(self, name) for name in said}


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoScene:
    """A stretch of a video, to be indexed with a description of one's own or the engine's."""

    video_id: str
    start: float
    end: float
    description: str | None = field(default=None, repr=False)
    id: str | None = None
    frames: tuple[Frame, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, row: Mapping[str, Any], *, video_id: str) -> Self:
        """From an answer."""
        scene_id = text_of(row, "scene_id", "id")
        return cls(
            video_id=video_id,
            start=number_of(row, "start"),
            end=number_of(row, "end"),
            description=text_of(row, "description"),
            id=scene_id,
            frames=tuple(Frame.read(each, video_id=video_id, scene_id=scene_id) for each in rows_of(row, "frames")),
            metadata=mapping_of(row, "metadata"),
        )

    def to_json(self) -> dict[str, Any]:
        """A dict with ``id``, ``video_id``, ``start``, ``end`` (seconds), ``description``, ``metadata`` and ``frames``."""
        said = {name: getattr(self, name) for name in ("id", "video_id", "start", "end", "description", "metadata")}
        return said | {"frames": [frame.to_json() for frame in self.frames]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneCollection:
    """The scenes of one extraction."""

    id: str | None
    video_id: str
    config: dict[str, Any]
    scenes: tuple[VideoScene, ...]

    @classmethod
    def read(cls, answer: object, *, video_id: str) -> Self:
        """From an answer."""
        row = row_of(answer)
        return cls(
            id=text_of(row, "scene_collection_id", "id"),
            video_id=video_id,
            config=mapping_of(row, "config"),
            scenes=tuple(VideoScene.read(each, video_id=video_id) for each in rows_of(row, "scenes")),
        )

    def __iter__(self) -> Iterator[VideoScene]:
        return iter(self.scenes)
