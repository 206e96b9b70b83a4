# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""What is found in a stream while it runs: v1 indexes, understandings, and v2 indexes over them. For any thread.

Shapes: contract §2.6-§2.8. Times are epoch seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from lookhear.sdk.blocking.alerts import Alerting
from lookhear.sdk.blocking.api import segment
from lookhear.sdk.values.records import RecordsPage, ScenePage
from lookhear.sdk.values.rows import Keyed, given, mapping_of, objects, row_of, rows_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.blocking.api import Api

_PAGE = 100


class Following(Keyed):
    """What goes along with a stream: stopped, it takes in nothing new. ``_status_place`` is the path of that."""

    _api: Api
    status: str | None

    @property
    def _status_place(self) -> str:
        raise NotImplementedError

    def start(self) -> None:
        """Go on with what comes from now on."""
        self._api.patch(self._status_place, {"action": "start"})
        self.status = "running"

    def stop(self) -> None:
        """Take in nothing new. What was found stays."""
        self._api.patch(self._status_place, {"action": "stop"})
        self.status = "stopped"


class RTStreamSceneIndex(Alerting, Following):
    """An index over what is seen or said in a stream. It has begun when it is made.

    ``rtstream_index_id``, ``rtstream_id``, ``extraction_type`` (``time``, ``shot``, ``transcript``), ``extraction_config``, ``prompt``,
    ``name``, ``status`` (``running``, ``stopped``, ``waiting``, ``failed``), ``sandbox_id``.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, api: Api, row: Mapping[str, Any], rtstream_id: str) -> None:
        self._api = api
        self.rtstream_id = rtstream_id
        self.rtstream_index_id = text_of(row, "rtstream_index_id", "id") or ""
        self.extraction_type = text_of(row, "extraction_type")
        self.extraction_config: dict[str, Any] | None = mapping_of(row, "extraction_config") or None
        self.prompt = text_of(row, "prompt")
        self.name = text_of(row, "name")
        self.status = text_of(row, "status")
        self.sandbox_id = text_of(row, "sandbox_id")

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(rtstream_index_id={self.rtstream_index_id!r}, rtstream_id={self.rtstream_id!r}, status={self.status!r})"
        )

    @property
    def id(self) -> str:
        """The same as ``rtstream_index_id``."""
        return self.rtstream_index_id

    @property
    def _place(self) -> str:
        return f"rtstream/{segment(self.rtstream_id)}/index/{segment(self.rtstream_index_id)}"

    @property
    def _scenes(self) -> str:
        return f"rtstream/{segment(self.rtstream_id)}/index/scene/{segment(self.rtstream_index_id)}"

    @property
    def _status_place(self) -> str:
        return f"{self._scenes}/status"

    def get_scenes(self, start: float | None = None, end: float | None = None, page: int = 1, page_size: int = _PAGE) -> ScenePage:
        """What it found between ``start`` and ``end`` (epoch seconds), a page at a time: ``scenes`` and ``next_page``."""
        asked = given(page=page, page_size=page_size, start=start, end=end)
        answer = row_of(self._api.get(self._scenes, asked))
        return ScenePage(scenes=objects(answer.get("scene_index_records")), next_page=bool(answer.get("next_page")))

    def update(self, prompt: str) -> None:
        """Ask something else of what comes from now on."""
        answer = row_of(self._api.patch(self._scenes, {"prompt": prompt}))
        self.prompt = text_of(answer, "prompt") or prompt


class Analysing(Following):
    """What looks at a stream in one place, ``_place``, and can be read again."""

    id: str

    def __init__(self, api: Api, row: Mapping[str, Any], rtstream_id: str) -> None:
        self._api = api
        self.rtstream_id = rtstream_id
        self._take(row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r}, rtstream_id={self.rtstream_id!r}, status={self.status!r})"

    @property
    def _place(self) -> str:
        raise NotImplementedError

    @property
    def _status_place(self) -> str:
        return f"{self._place}/status"

    def _take(self, row: Mapping[str, Any]) -> None:
        """Be what a row says."""
        raise NotImplementedError

    def refresh(self) -> Self:
        """Read it again."""
        self._take({"id": self.id} | row_of(self._api.get(self._place)))
        return self


class RTStreamUnderstanding(Analysing):
    """A model that looks at a stream window by window.

    ``id`` (``und-…``), ``rtstream_id``, ``status`` (``running``, ``stopped``, ``failed``), ``store``, ``segmentation``, ``analyzers``, and
    ``outputs``: what can be given to `RTStream.index`, by name.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    @property
    def _place(self) -> str:
        return f"rtstream/{segment(self.rtstream_id)}/understand/{segment(self.id)}"

    def _take(self, row: Mapping[str, Any]) -> None:
        self.id = text_of(row, "understanding_id", "id") or ""
        self.status = text_of(row, "status")
        self.store = row.get("store") is not False
        self.segmentation = mapping_of(row, "segmentation")
        self.analyzers = rows_of(row, "analyzers")
        self.outputs = mapping_of(row, "outputs")

    def get_records(self, start: float, end: float, output: str = "scene", page: int = 1, page_size: int = _PAGE) -> RecordsPage:
        """What it found between two times (epoch seconds), a page at a time: ``records`` and ``next_page``."""
        asked = given(start=start, end=end, output=output, page=page, page_size=page_size)
        return RecordsPage(row_of(self._api.get(f"{self._place}/records", asked)))


class RTStreamIndex(Alerting, Analysing):
    """An index over what an understanding finds.

    ``id`` (``idx-…``), ``rtstream_id``, ``name``, ``status`` (``running``, ``stopped``, ``failed``), ``use_for``,
    ``source_understanding_id``, ``output``.

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    @property
    def _place(self) -> str:
        return f"rtstream/{segment(self.rtstream_id)}/indexes/{segment(self.id)}"

    def _take(self, row: Mapping[str, Any]) -> None:
        self.id = text_of(row, "index_id", "id") or ""
        self.name = text_of(row, "name")
        self.status = text_of(row, "status")
        self.use_for = texts_of(row, "use_for") or ["semantic"]
        self.source_understanding_id = text_of(row, "source_understanding_id")
        self.output = text_of(row, "output") or "scene"

    def get_records(self, start: float | None = None, end: float | None = None, page: int = 1, page_size: int = _PAGE) -> RecordsPage:
        """What it holds between two times (epoch seconds), a page at a time: ``records`` and ``next_page``."""
        asked = given(page=page, page_size=page_size, start=start, end=end)
        return RecordsPage(row_of(self._api.get(f"{self._place}/records", asked)))
