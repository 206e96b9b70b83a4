"""The files of a mix, `<recording>/mix/`: a view of the sealed sounds that may be deleted at any time and made again.

init-1.mp4       how to decode the mix
<seq>.m4s        its fragments; not synced, and so not believed before they are looked at
complete.json    at the end: the digest of what went in, and that of what came out
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError
from lookhear.recorder.spool.durable import translated
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.inspection import check_fragment
from lookhear.recorder.spool.layout import PART, fragment_name, fragment_seq, init_name
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lookhear.recorder.spool.rows import FragmentRow

COMPLETE: Final = "complete.json"
_FORMAT: Final = 1


class SourcesDigest:
    """The digest of what goes into a mix, in memory that does not grow: one running SHA-256 for each channel.

    Each runs over the lines ``<file> <sha256>`` of the channel's fragments in order of their sequence numbers; the digest is the
    SHA-256 over the lines ``<channel> <digest>`` in order of the channels' names. Owned by whoever adds to it.
    """

    def __init__(self) -> None:
        self._channels: dict[str, hashlib._Hash] = {}

    def add(self, row: FragmentRow) -> None:
        """Take in the next fragment of its channel."""
        self._channels.setdefault(str(row.channel), hashlib.sha256()).update(f"{row.file} {row.sha256}\n".encode())

    def hexdigest(self) -> str:
        """The digest of what was added until now, in 64 hexadecimal digits."""
        lines = (f"{name} {digest.hexdigest()}\n" for name, digest in sorted(self._channels.items(), key=lambda item: item[0]))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def sources_digest(rows: Iterable[FragmentRow]) -> str:
    """The digest of these fragments, in whatever order they are given; see `SourcesDigest`."""
    digest = SourcesDigest()
    for row in sorted(rows, key=lambda row: row.seq):
        digest.add(row)
    return digest.hexdigest()


class MixFolder:
    """One such folder. Used by one thread of one process at a time: the one that holds the writer's lock of the recording."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, init: bytes) -> None:
        """Throw away what is there and begin with an init segment. Raises DiskFull, FolderUnwritable."""
        private_folder(self._folder)
        with translated(self._folder):
            for path in self._folder.iterdir():
                if path.name in {init_name(1), COMPLETE} or fragment_seq(path.name) or path.suffix == PART:
                    path.unlink()
        self._put(init_name(1), init)

    def cut(self, count: int) -> None:
        """Keep the first ``count`` fragments only. Raises StorageError."""
        with translated(self._folder):
            for path in self.fragments()[count:]:
                path.unlink()

    @property
    def init(self) -> Path:
        """Where the init segment is."""
        return self._folder / init_name(1)

    def has_init(self, init: bytes) -> bool:
        """Whether the mix was begun with this init segment."""
        try:
            return self.init.read_bytes() == init
        except OSError:
            return False

    def fragments(self) -> list[Path]:
        """The fragments that are there, from the first one on without a hole."""
        found: list[Path] = []
        while (path := self._folder / fragment_name(len(found) + 1)).exists():
            found.append(path)
        return found

    def whole_fragments(self) -> tuple[list[Path], int]:
        """The fragments before the first that is not whole, and where they end in samples at 48 kHz (zero without any)."""
        whole: list[Path] = []
        end = 0
        for path in self.fragments():
            try:
                info = check_fragment(path.read_bytes(), seq=len(whole) + 1, is_video=False)
            except (OSError, MediaError):
                break
            if info.base_decode_time < end:
                break
            whole.append(path)
            end = info.end_decode_time
        return whole, end

    def write(self, seq: int, data: bytes) -> Path:
        """Put a fragment there. Raises DiskFull, FolderUnwritable."""
        return self._put(fragment_name(seq), data)

    def complete(self, sources: str) -> None:
        """Say that the mix holds everything with this digest. Raises DiskFull, FolderUnwritable."""
        values = {"format": _FORMAT, "sources_sha256": sources, "fragments": len(self.fragments()), "sha256": self._digest()}
        self._put(COMPLETE, json.dumps(values, indent=1).encode() + b"\n")

    def is_complete(self, sources: str) -> bool:
        """Whether the mix holds everything with this digest, and its bytes are those that were written."""
        try:
            fields = Fields.parse((self._folder / COMPLETE).read_bytes())
            said = (fields.integer("format"), fields.sha256("sources_sha256"), fields.count("fragments"), fields.sha256("sha256"))
            return said == (_FORMAT, sources, len(self.fragments()), self._digest())
        except (OSError, ValueError):
            return False

    @property
    def was_completed(self) -> bool:
        """Whether somebody said so, for these sources or for others."""
        return (self._folder / COMPLETE).exists()

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for path in self.fragments():
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def _put(self, name: str, data: bytes) -> Path:
        path, part = self._folder / name, self._folder / (name + PART)
        with translated(path):
            part.touch(mode=0o600)
            part.write_bytes(data)
            part.replace(path)
        return path
