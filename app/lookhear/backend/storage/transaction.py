"""All rows over one connection: what a unit of work is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.storage.alerts import SqlAlerts
from lookhear.backend.storage.collections import SqlCollections
from lookhear.backend.storage.credentials import SqlCredentials
from lookhear.backend.storage.images import SqlImages
from lookhear.backend.storage.jobs import SqlJobs
from lookhear.backend.storage.operations import SqlOperations
from lookhear.backend.storage.outbox import SqlOutbox
from lookhear.backend.storage.pipelines import SqlPipelines
from lookhear.backend.storage.records import SqlRecords
from lookhear.backend.storage.rows import Rows
from lookhear.backend.storage.sessions import SqlSessions
from lookhear.backend.storage.sockets import SqlConnections
from lookhear.backend.storage.streams import SqlStreams
from lookhear.backend.storage.videos import SqlVideos

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


class SqlTransaction:
    """Port `Transaction`. When it begins and ends is its owner's business."""

    def __init__(self, connection: Connection, path: Path, *, may_write: bool = True) -> None:
        rows = Rows(connection, path, may_write=may_write)
        self.collections = SqlCollections(rows)
        self.credentials = SqlCredentials(rows)
        self.sessions = SqlSessions(rows)
        self.streams = SqlStreams(rows)
        self.videos = SqlVideos(rows)
        self.images = SqlImages(rows)
        self.jobs = SqlJobs(rows)
        self.outbox = SqlOutbox(rows)
        self.connections = SqlConnections(rows)
        self.pipelines = SqlPipelines(rows)
        self.records = SqlRecords(rows)
        self.alerts = SqlAlerts(rows)
        self.operations = SqlOperations(rows)
