"""The binding of a recording: where it is handed over, kept beside it so that any later process can go on.

`binding.json` (mode 0600: it holds credentials) is written before the first contact, when only the source of tokens is known, and
again with every step: the ticket, the session with its ingest grant and streams. Written by the process that holds `upload.lock`.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import JournalDamaged
from lookhear.protocol.ingest import StreamDescriptor
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, write_sealed
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.layout import BINDING

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 1


class SourceKind(StrEnum):
    """Where session and token come from."""

    EMBEDDED = "embedded"  # the private backend of this computer mints them
    MINT = "mint"  # a user's backend, asked at its own address
    SESSION = "session"  # named by the person who started the recording


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSource:
    """How to get a session and a token, in values that can be kept. Files are read when a token is needed, not before.

    ``backend`` is the address of the capture backend where the person named one; otherwise whoever mints tells it, or is it, and a
    session with its token is one of the backend of this computer.
    """

    kind: SourceKind
    backend: str | None = None
    mint_url: str | None = None
    mint_token_file: str | None = None
    session_id: str | None = None
    token_file: str | None = None
    token: str | None = dataclasses.field(default=None, repr=False)

    @property
    def is_private(self) -> bool:
        """Whether it is the backend of this computer that is meant, wherever that answers."""
        return self.kind is SourceKind.EMBEDDED or (self.kind is SourceKind.SESSION and self.backend is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a source of tokens gave. ``expires_at_s`` is epoch seconds, None when it did not say."""

    session_id: str
    token: str = dataclasses.field(repr=False)
    expires_at_s: float | None
    api_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A session that was started: the write-only credential for its tracks, and where they go. Limits are in bytes."""

    session_id: str
    grant: str = dataclasses.field(repr=False)
    expires_at_s: float
    streams: tuple[StreamDescriptor, ...]
    fragment_bytes: int
    init_bytes: int
    player_url: str

    def stream_of(self, track: str) -> StreamDescriptor | None:
        """Where a track goes, None when the backend has no place for it."""
        return next((stream for stream in self.streams if stream.track == track), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How far a recording is bound: the source alone, with a ticket, or with a grant.

    ``is_done``: there is nothing left to be sent since ``done_ns`` (wall time), the backend says of every track that it is complete,
    and its digests are those of the journal; ``refused`` counts what it did not take, or holds other bytes of.
    """

    source: TokenSource
    ticket: Ticket | None = None
    grant: Grant | None = None
    is_done: bool = False
    refused: int = 0
    done_ns: int | None = None

    def to_json(self) -> dict[str, object]:
        """The object that stands in binding.json."""
        return {"format": FORMAT, **dataclasses.asdict(self)}


def write_binding(folder: Path, binding: Binding, *, disk: Disk = LOCAL_DISK) -> None:
    """Seal the binding into a recording's folder, replacing the one before. Raises DiskFull, FolderUnwritable."""
    write_sealed(folder / BINDING, json.dumps(binding.to_json(), ensure_ascii=False, indent=1).encode() + b"\n", disk=disk)


def read_binding(folder: Path) -> Binding | None:
    """The binding of a recording, None when nobody wanted it to be handed over. Raises JournalDamaged."""
    try:
        return _parse(Fields.parse((folder / BINDING).read_bytes()))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalDamaged(f"The {BINDING} of the recording {folder.name} cannot be read ({error.strerror}).") from error
    except ValueError:
        # Not the reason: it could quote a credential.
        raise JournalDamaged(
            f"The {BINDING} of the recording {folder.name} is not as it should be.",
            hint="Remove that file and run `lookhear uploads` with this recording's identifier to hand it over anew.",
        ) from None


def _parse(fields: Fields) -> Binding:
    if (number := fields.integer("format")) != FORMAT:
        raise ValueError(f"it has format {number}, and this version reads format {FORMAT}")
    return Binding(
        source=_source(fields.object("source")),
        ticket=_ticket(ticket) if (ticket := fields.optional("ticket", fields.object)) else None,
        grant=_grant(grant) if (grant := fields.optional("grant", fields.object)) else None,
        is_done=fields.flag("is_done", default=False),
        refused=fields.count("refused"),
        done_ns=fields.optional("done_ns", fields.integer),
    )


def _source(fields: Fields) -> TokenSource:
    return TokenSource(
        kind=SourceKind(fields.text("kind")),
        backend=fields.optional("backend", fields.text),
        mint_url=fields.optional("mint_url", fields.text),
        mint_token_file=fields.optional("mint_token_file", fields.text),
        session_id=fields.optional("session_id", fields.text),
        token_file=fields.optional("token_file", fields.text),
        token=fields.optional("token", fields.text),
    )


def _ticket(fields: Fields) -> Ticket:
    return Ticket(
        session_id=fields.text("session_id"),
        token=fields.text("token"),
        expires_at_s=fields.optional("expires_at_s", fields.number),
        api_url=fields.text("api_url"),
    )


def _grant(fields: Fields) -> Grant:
    streams = [
        StreamDescriptor(stream_id=entry.text("stream_id"), track=entry.text("track"), url=entry.text("url"))
        for entry in fields.objects("streams")
    ]
    return Grant(
        session_id=fields.text("session_id"),
        grant=fields.text("grant"),
        expires_at_s=fields.number("expires_at_s"),
        streams=tuple(streams),
        fragment_bytes=fields.count("fragment_bytes", at_least=1),
        init_bytes=fields.count("init_bytes", at_least=1),
        player_url=fields.text("player_url"),
    )
