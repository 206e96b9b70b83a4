# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""What is to be seen in a video: scenes, and the indexes of the first version over them (contract §2.10). For any thread.

Times are seconds from the beginning of the video.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.values.names import IndexType, SceneExtractionType, SegmentationType
from lookhear.sdk.values.records import Scene
from lookhear.sdk.values.rows import given, objects, row_of, rows_of, text_of
from lookhear.sdk.values.scenes import SceneCollection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.blocking.api import Api
    from lookhear.sdk.values.scenes import VideoScene


class VideoScenes:
    """The part of a video that is cut into scenes and indexed. ``_place`` is its path.

    Without an engine on the backend, indexes wait for one.
    """

    _api: Api
    id: str
    collection_id: str
    scenes: list[dict[str, Any]] | None

    @property
    def _place(self) -> str:
        raise NotImplementedError

    def index_spoken_words(
        self,
        language_code: str | None = None,
        segmentation_type: str | None = SegmentationType.sentence,
        force: bool = False,
        callback_url: str | None = None,
    ) -> None:
        """Make what is said searchable, and wait until it is; with a ``callback_url`` there is a webhook instead. Again changes nothing.

        ``language_code`` as ``en``; without it the engine listens for itself. Raises InvalidRequestError where it fails.
        """
        said = given(
            language_code=language_code or None,
            segmentation_type=segmentation_type and str(segmentation_type),
            callback_url=callback_url or None,
        )
        self._api.post(f"{self._place}/index", {"index_type": str(IndexType.spoken_word), "force": force} | said)

    def index_scenes(
        self,
        extraction_type: str | None = SceneExtractionType.shot_based,
        extraction_config: Mapping[str, Any] | None = None,
        prompt: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        scenes: Sequence[VideoScene] | None = None,
        callback_url: str | None = None,
        sandbox_id: str | None = None,
    ) -> str | None:
        """Have scenes described and make them searchable. Returns the id of the index.

        ``extraction_config`` is ``{"time": seconds, "frame_count": n}`` for ``time``, ``{"threshold": n, "frame_count": n}`` for ``shot``.
        ``scenes`` with descriptions of their own are taken as they are.
        """
        return self._indexed(
            extraction_type=extraction_type and str(extraction_type),
            extraction_config=dict(extraction_config) if extraction_config else None,
            prompt=prompt,
            metadata=dict(metadata) if metadata else None,
            model_name=model_name,
            model_config=model_config,
            name=name,
            scenes=[scene.to_json() for scene in scenes] if scenes else None,
            callback_url=callback_url or None,
            sandbox_id=sandbox_id or None,
        )

    def index_visuals(
        self,
        prompt: str | None = None,
        batch_config: Mapping[str, Any] | None = None,
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        callback_url: str | None = None,
        sandbox_id: str | None = None,
    ) -> str | None:
        """Have what is to be seen described and make it searchable. Returns the id of the index.

        ``batch_config``: ``type`` (``time`` or ``shot``), ``value`` (seconds, or the threshold of shots), ``frame_count``,
        ``select_frames``; the backend decides where it is not said.
        """
        kind, config = _cut(batch_config)
        return self._indexed(
            extraction_type=kind,
            extraction_config=config,
            prompt=prompt,
            model_name=model_name,
            model_config=model_config,
            name=name,
            callback_url=callback_url or None,
            sandbox_id=sandbox_id or None,
        )

    def index_audio(
        self,
        prompt: str | None = None,
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        language_code: str | None = None,
        batch_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        callback_url: str | None = None,
    ) -> str | None:
        """Have what is said summed up, passage by passage, and make it searchable. Returns the id of the index.

        ``batch_config``: ``type`` (``word``, ``sentence``, ``time``) and ``value`` (how many, or seconds).
        """
        config = None if batch_config is None else given(segmenter=batch_config.get("type"), segmentation_value=batch_config.get("value"))
        return self._indexed(
            extraction_type=str(SceneExtractionType.transcript),
            extraction_config=config,
            prompt=prompt,
            model_name=model_name,
            model_config=model_config,
            language_code=language_code or None,
            name=name,
            callback_url=callback_url or None,
        )

    def list_scene_index(self) -> list[dict[str, Any]]:
        """Its indexes: dicts with ``scene_index_id``, ``name``, ``status``, ``prompt``."""
        return rows_of(self._api.get(f"{self._place}/index/scene", {"collection_id": self.collection_id}), "scene_indexes")

    def get_scene_index(self, scene_index_id: str) -> list[Scene]:
        """What one of them found. Raises NotFoundError."""
        path = f"{self._place}/index/scene/{segment(scene_index_id)}"
        return [Scene(row) for row in rows_of(self._api.get(path, {"collection_id": self.collection_id}), "scene_index_records")]

    def delete_scene_index(self, scene_index_id: str) -> None:
        """Remove one of them. Raises NotFoundError."""
        self._api.delete(f"{self._place}/index/scene/{segment(scene_index_id)}")

    def get_scenes(self) -> list[dict[str, Any]] | None:
        """The scenes that its indexes found, or None. An older call: `list_scene_index` and `get_scene_index` say more."""
        if not self.scenes:
            self.scenes = objects(self._api.get(f"{self._place}/index", {"index_type": str(IndexType.scene)}))
        return self.scenes or None

    def extract_scenes(
        self,
        extraction_type: str = SceneExtractionType.shot_based,
        extraction_config: Mapping[str, Any] | None = None,
        force: bool = False,
        callback_url: str | None = None,
    ) -> SceneCollection | None:
        """Cut it into scenes with pictures, without describing them. With a ``callback_url``: None at once, and a webhook later."""
        config = dict(extraction_config) if extraction_config else None
        said = given(extraction_type=str(extraction_type), extraction_config=config, callback_url=callback_url or None)
        answer = row_of(self._api.post(f"{self._place}/scenes", {"force": force} | said))
        return self._collection(answer)

    def get_scene_collection(self, collection_id: str) -> SceneCollection | None:
        """What an extraction found. Raises NotFoundError."""
        path = f"{self._place}/scenes/{segment(collection_id)}"
        return self._collection(row_of(self._api.get(path, {"collection_id": self.collection_id})))

    def list_scene_collection(self) -> list[dict[str, Any]]:
        """Its extractions: dicts with ``scene_collection_id`` and ``config``."""
        return rows_of(self._api.get(f"{self._place}/scenes", {"collection_id": self.collection_id}), "scene_collections")

    def _collection(self, answer: Mapping[str, Any]) -> SceneCollection | None:
        found = row_of(answer.get("scene_collection"))
        return SceneCollection.read(found, video_id=self.id) if found else None

    def _indexed(self, **said: object) -> str | None:
        return text_of(row_of(self._api.post(f"{self._place}/index/scene", given(**said))), "scene_index_id")


def _cut(batch_config: Mapping[str, Any] | None) -> tuple[str | None, dict[str, Any] | None]:
    """How a video is cut: the kind and its numbers."""
    if batch_config is None:
        return None, None
    value, count = batch_config.get("value"), batch_config.get("frame_count")
    if batch_config.get("type") == SceneExtractionType.shot_based:
        return str(SceneExtractionType.shot_based), given(threshold=value, frame_count=count)
    return str(SceneExtractionType.time_based), given(time=value, frame_count=count, select_frames=batch_config.get("select_frames"))
