"""What a backend acknowledged of a recording, one line of JSON each in `uploads.ndjson`. Written by whoever holds `upload.lock`.

    {"track": "display:1", "seq": 12, "sha256": "…", "at_ns": …}      a fragment is durable there since that wall time
    {"track": "display:1", "init": 1, "sha256": "…", "at_ns": …}      an init segment
    {"track": "display:1", "inits": [[1, 1]], "have": [[1, 12]], "at_ns": …}   what it said it has: replaces the track's lines above

A hint and evidence, no truth: whoever goes on with an upload asks the backend first. So lines are not synced one by one, a lost or
torn one means at most that something is sent twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from lookhear.protocol.ingest import parse_ranges
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, LineLog
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.layout import UPLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.ingest import Ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """One file that the backend has. ``at_ns`` is wall time, ns since 1970."""

    track: str
    number: int
    is_init: bool
    sha256: str
    at_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What the backend said it has of a track, when it was asked, or took and does not store. Numbers of inits and of fragments."""

    track: str
    inits: Ranges
    have: Ranges
    at_ns: int


class AcknowledgementLog:
    """Appends to `uploads.ndjson`. Owned by one thread at a time. Raises DiskFull, StorageError."""

    def __init__(self, folder: Path, *, disk: Disk = LOCAL_DISK) -> None:
        self._lines = LineLog(folder / UPLOADS, disk=disk)

    def add(self, acknowledgement: Acknowledgement) -> None:
        """Note one."""
        number = "init" if acknowledgement.is_init else "seq"
        values = {
            "track": acknowledgement.track,
            number: acknowledgement.number,
            "sha256": acknowledgement.sha256,
            "at_ns": acknowledgement.at_ns,
        }
        self._lines.append(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), is_synced=False)

    def add_inventory(self, inventory: Inventory) -> None:
        """Note what the backend said it has of a track; earlier lines about that track no longer count."""
        values = {"track": inventory.track, "inits": inventory.inits, "have": inventory.have, "at_ns": inventory.at_ns}
        self._lines.append(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())

    def close(self) -> None:
        """Close the file. Harmless when called twice."""
        self._lines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def read_acknowledgements(folder: Path) -> list[Acknowledgement | Inventory]:
    """What was noted, in the order it was; empty when there is no such file. Lines that are none are left out."""
    try:
        data = (folder / UPLOADS).read_bytes()
    except OSError:
        return []
    found: list[Acknowledgement | Inventory] = []
    for line in data.splitlines():
        try:
            found.append(_parse(Fields.parse(line)))
        except ValueError:
            continue
    return found


def _parse(fields: Fields) -> Acknowledgement | Inventory:
    track, at_ns = fields.text("track"), fields.integer("at_ns")
    if fields.has("have"):
        return Inventory(track=track, inits=parse_ranges(fields.raw("inits")), have=parse_ranges(fields.raw("have")), at_ns=at_ns)
    is_init = fields.has("init")
    number = fields.count("init" if is_init else "seq", at_least=1)
    return Acknowledgement(track=track, number=number, is_init=is_init, sha256=fields.sha256("sha256"), at_ns=at_ns)
