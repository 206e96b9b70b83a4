"""Rows of pipelines and of who is told what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, insert, select

from lookhear.backend.records import Pipeline
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import LISTENERS, PIPELINES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.records import PipelineKind, PipelineState
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Pipeline, PIPELINES)
_ROW: Final = PIPELINES.c
_SELECT: Final = select(*_MAP.columns)
_GET: Final = _SELECT.where(_ROW.id == bindparam("id"))
_DELETE: Final = delete(PIPELINES).where(_ROW.id == bindparam("the_id"))
_FIND: Final = _SELECT.where(
    _ROW.stream_id == bindparam("stream_id"), _ROW.kind == bindparam("kind"), _ROW.config_key == bindparam("config_key")
)
_OLDEST: Final = _SELECT.order_by(_ROW.created_ns, _ROW.id)
_OF_STREAM: Final = _OLDEST.where(_ROW.stream_id == bindparam("stream_id"))
_OF_STREAM_IN: Final = _OF_STREAM.where(_ROW.kind.in_(bindparam("kinds", expanding=True)))
_OF_SOURCE: Final = _OLDEST.where(_ROW.source_id == bindparam("source_id"))
_IN_STATE: Final = _OLDEST.where(_ROW.state == bindparam("state"))
_LISTEN: Final = insert(LISTENERS)
_LISTENERS: Final = select(LISTENERS.c.connection_id).where(LISTENERS.c.pipeline_id == bindparam("pipeline_id")).order_by(LISTENERS.c.id)


class SqlPipelines:
    """Port `Pipelines` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, pipeline: Pipeline) -> None:
        """Add one; a stream has one for each kind and config_key."""
        self._rows.run(_MAP.insert, **_MAP.parameters(pipeline))

    def delete(self, pipeline_id: str) -> None:
        """Remove it with its records, alerts and listeners."""
        self._rows.run(_DELETE, the_id=pipeline_id)

    def get(self, pipeline_id: str) -> Pipeline | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=pipeline_id))

    def find(self, stream_id: str, kind: PipelineKind, config_key: str) -> Pipeline | None:
        """The one of a stream that was asked for with this."""
        return _MAP.first(self._rows.run(_FIND, stream_id=stream_id, kind=kind, config_key=config_key))

    def of_stream(self, stream_id: str, *, kinds: Iterable[PipelineKind] | None = None) -> list[Pipeline]:
        """Those of a stream, oldest first."""
        if kinds is None:
            return _MAP.all(self._rows.run(_OF_STREAM, stream_id=stream_id))
        return _MAP.all(self._rows.run(_OF_STREAM_IN, stream_id=stream_id, kinds=list(kinds)))

    def of_source(self, pipeline_id: str) -> list[Pipeline]:
        """Those that read the records of another."""
        return _MAP.all(self._rows.run(_OF_SOURCE, source_id=pipeline_id))

    def in_state(self, state: PipelineState) -> list[Pipeline]:
        """All in a state, oldest first."""
        return _MAP.all(self._rows.run(_IN_STATE, state=state))

    def update(self, pipeline: Pipeline) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(pipeline))

    def add_listener(self, pipeline_id: str, connection_id: str) -> None:
        """Have a connection told; said twice it counts once."""
        if connection_id not in self.listeners(pipeline_id):
            self._rows.run(_LISTEN, pipeline_id=pipeline_id, connection_id=connection_id)

    def listeners(self, pipeline_id: str) -> list[str]:
        """The connections that are told, in the order they were added."""
        return list(self._rows.run(_LISTENERS, pipeline_id=pipeline_id).scalars())
