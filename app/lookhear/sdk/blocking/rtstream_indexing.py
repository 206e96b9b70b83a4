# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""How a stream comes to have indexes and understandings (contract §2.6, §2.8). For any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.rtstream_indexes import RTStreamIndex, RTStreamSceneIndex, RTStreamUnderstanding
from lookhear.sdk.values.names import SceneExtractionType, Segmenter
from lookhear.sdk.values.rows import given, row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.blocking.api import Api

EVERY_TWO_SECONDS = {"time": 2, "frame_count": 5}


class RTStreamIndexing:
    """The part of a stream that has it understood. ``_place`` is its path.

    Indexes begin at once, also with what was recorded before they were made, and the same index made twice is one. Without an engine on the
    backend they wait for one (``status`` ``waiting``).
    """

    _api: Api
    id: str

    @property
    def _place(self) -> str:
        return f"rtstream/{segment(self.id)}"

    def index_audio(
        self,
        prompt: str | None = None,
        batch_config: Mapping[str, Any] | None = None,
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        ws_connection_id: str | None = None,
        sandbox_id: str | None = None,
    ) -> RTStreamSceneIndex:
        """Have what is said summed up, passage by passage; a transcript begins where none runs.

        ``batch_config``: ``type`` (``word``, ``sentence``, ``time``) and ``value`` (how many, or seconds); without it every 30 seconds.
        Raises InvalidRequestError for a stream without sound.
        """
        config = None if batch_config is None else given(segmenter=batch_config.get("type"), segmentation_value=batch_config.get("value"))
        said = given(prompt=prompt, model_name=model_name, model_config=model_config, name=name)
        where = given(ws_connection_id=ws_connection_id or None, sandbox_id=sandbox_id or None)
        return self._indexed(SceneExtractionType.transcript, config, said | where)

    def index_visuals(
        self,
        prompt: str | None = None,
        batch_config: Mapping[str, Any] | None = None,
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        ws_connection_id: str | None = None,
        sandbox_id: str | None = None,
    ) -> RTStreamSceneIndex:
        """Have what is to be seen described, window by window.

        ``batch_config``: ``type`` (``time``, or ``shot`` where the backend finds shots), ``value`` (seconds of a window) and
        ``frame_count``; without it five pictures every two seconds. Raises InvalidRequestError for a stream without pictures.
        """
        wanted = batch_config or {}
        is_shots = wanted.get("type") == SceneExtractionType.shot_based
        kind = SceneExtractionType.shot_based if is_shots else SceneExtractionType.time_based
        config = None if batch_config is None else given(time=wanted.get("value"), frame_count=wanted.get("frame_count"))
        said = given(prompt=prompt, model_name=model_name, model_config=model_config, name=name)
        where = given(ws_connection_id=ws_connection_id or None, sandbox_id=sandbox_id or None)
        return self._indexed(kind, config, said | where)

    def index_scenes(
        self,
        extraction_type: str = SceneExtractionType.time_based,
        extraction_config: Mapping[str, Any] | None = None,
        prompt: str = "Describe the scene",
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        ws_connection_id: str | None = None,
        sandbox_id: str | None = None,
    ) -> RTStreamSceneIndex:
        """The older form of `index_visuals`: ``extraction_config`` is ``{"time": seconds, "frame_count": n}``, by default 2 and 5."""
        said = given(prompt=prompt, model_name=model_name, model_config=model_config, name=name)
        where = given(ws_connection_id=ws_connection_id or None, sandbox_id=sandbox_id or None)
        config = EVERY_TWO_SECONDS if extraction_config is None else extraction_config
        return self._indexed(extraction_type, config, said | where)

    def index_spoken_words(
        self,
        prompt: str | None = None,
        segmenter: str = Segmenter.word,
        length: int = 10,
        model_name: str | None = None,
        model_config: Mapping[str, Any] | None = None,
        name: str | None = None,
        ws_connection_id: str | None = None,
        sandbox_id: str | None = None,
    ) -> RTStreamSceneIndex:
        """The older form of `index_audio`: passages of ``length`` words, sentences or seconds, as ``segmenter`` says."""
        said = given(prompt=prompt, model_name=model_name, model_config=model_config, name=name)
        where = given(ws_connection_id=ws_connection_id or None, sandbox_id=sandbox_id or None)
        config = {"segmenter": segmenter, "segmentation_value": length}
        return self._indexed(SceneExtractionType.transcript, config, said | where)

    def list_scene_indexes(self) -> list[RTStreamSceneIndex]:
        """Its indexes of the first version: those that the four calls above make."""
        rows = rows_of(self._api.get(f"{self._place}/index/scene"), "scene_indexes")
        return [RTStreamSceneIndex(self._api, row, self.id) for row in rows]

    def get_scene_index(self, index_id: str) -> RTStreamSceneIndex:
        """One of them. Raises NotFoundError."""
        row = row_of(self._api.get(f"{self._place}/index/{segment(index_id)}"))
        return RTStreamSceneIndex(self._api, {"rtstream_index_id": index_id} | row, self.id)

    def understand(
        self,
        segmentation: Mapping[str, Any] | None = None,
        analyzers: Sequence[Mapping[str, Any]] | None = None,
        store: bool = True,
        ws_connection_id: str | None = None,
    ) -> RTStreamUnderstanding:
        """Have a model look at every window from now on.

        ``segmentation`` is ``{"type": "time", "window": "10s"}``; ``analyzers`` holds one of type ``vlm`` with ``name``,
        ``sampling.frame_count``, ``config.prompt``. ``store`` False keeps nothing to index later. Raises InvalidRequestError.
        """
        said = {"segmentation": dict(segmentation or {}), "analyzers": [dict(each) for each in analyzers or ()], "store": store}
        row = self._api.post(f"{self._place}/understand", said | given(ws_connection_id=ws_connection_id or None))
        return RTStreamUnderstanding(self._api, row_of(row), self.id)

    def get_understanding(self, understanding_id: str) -> RTStreamUnderstanding:
        """One of its understandings. Raises NotFoundError."""
        row = row_of(self._api.get(f"{self._place}/understand/{segment(understanding_id)}"))
        return RTStreamUnderstanding(self._api, {"understanding_id": understanding_id} | row, self.id)

    def list_understanding(self) -> list[RTStreamUnderstanding]:
        """All its understandings."""
        rows = rows_of(self._api.get(f"{self._place}/understand"), "understandings")
        return [RTStreamUnderstanding(self._api, row, self.id) for row in rows]

    def index(self, source: Mapping[str, Any], name: str | None = None, use_for: Sequence[str] | None = None) -> RTStreamIndex:
        """Make what an understanding finds searchable: ``source`` is one of its ``outputs``, as ``understanding.outputs["scene"]``.

        ``use_for`` is ``["semantic"]`` where it is not said. Raises InvalidRequestError for a source that is none.
        """
        said = {"source": dict(source)} | given(name=name, use_for=None if use_for is None else list(use_for))
        return RTStreamIndex(self._api, row_of(self._api.post(f"{self._place}/indexes", said)), self.id)

    def get_index(self, index_id: str) -> RTStreamIndex:
        """One of these indexes. Raises NotFoundError."""
        row = row_of(self._api.get(f"{self._place}/indexes/{segment(index_id)}"))
        return RTStreamIndex(self._api, {"index_id": index_id} | row, self.id)

    def list_indexes(self) -> list[RTStreamIndex]:
        """Its indexes over understandings."""
        rows = rows_of(self._api.get(f"{self._place}/indexes"), "indexes")
        return [RTStreamIndex(self._api, row, self.id) for row in rows]

    def _indexed(self, kind: str, config: Mapping[str, Any] | None, said: Mapping[str, Any]) -> RTStreamSceneIndex:
        wanted = {"extraction_type": str(kind), **given(extraction_config=None if config is None else dict(config)), **said}
        row = row_of(self._api.post(f"{self._place}/index/scene", wanted))
        return RTStreamSceneIndex(self._api, row, self.id)
