"""Notes acknowledgements for any lane, and forgives a disk that cannot take them: they are hints."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lookhear.errors import StorageError
from lookhear.protocol.numbers import Numbers
from lookhear.recorder.spool.acknowledgements import Acknowledgement, AcknowledgementLog, Inventory, read_acknowledgements
from lookhear.recorder.upload.backlog import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

log = logging.getLogger(__name__)


class Notebook:
    """The acknowledgements of one recording. Open it while holding the upload's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log: AcknowledgementLog | None = None
        self._writing = threading.Lock()

    def open(self) -> dict[str, Known]:
        """What was noted until now, by track; from here on notes are added."""
        known = known_of(read_acknowledgements(self._folder))
        with self._writing, self._forgiving():
            self._log = AcknowledgementLog(self._folder)
        return known

    def add(self, acknowledgement: Acknowledgement) -> None:
        """Note that the backend has a file."""
        with self._writing, self._forgiving():
            if self._log is not None:
                self._log.add(acknowledgement)

    def add_inventory(self, inventory: Inventory) -> None:
        """Note what the backend says it has of a track."""
        with self._writing, self._forgiving():
            if self._log is not None:
                self._log.add_inventory(inventory)

    def close(self) -> None:
        """Close the file. Harmless when called twice."""
        with self._writing:
            if self._log is not None:
                self._log.close()
                self._log = None

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            log.warning("an acknowledgement of %s could not be noted: %s", self._folder.name, error)


def known_of(entries: Iterable[Acknowledgement | Inventory]) -> dict[str, Known]:
    """What a backend has by these notes, by track."""
    numbers: dict[str, tuple[Numbers, Numbers]] = {}
    for entry in entries:
        if isinstance(entry, Inventory):
            numbers[entry.track] = (Numbers(entry.inits), Numbers(entry.have))
        else:
            inits, have = numbers.setdefault(entry.track, (Numbers(), Numbers()))
            (inits if entry.is_init else have).add(entry.number)
    return {track: Known(inits=inits.ranges, have=have.ranges) for track, (inits, have) in numbers.items()}
