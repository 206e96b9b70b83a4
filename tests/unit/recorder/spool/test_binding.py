"""The binding survives the disk at every stage, is private, and shows no secret."""

from __future__ import annotations

import dataclasses
import json
import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import JournalDamaged
from lookhear.protocol.ingest import StreamDescriptor
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, Ticket, TokenSource, read_binding, write_binding

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = TokenSource(kind=SourceKind.SESSION, backend="https://a.example", session_id="cap-1", token="st-secret", token_file="f")
TICKET = Ticket(session_id="cap-1", token="st-secret", expires_at_s=5.5, api_url="https://a.example")
GRANT = Grant(
    session_id="cap-1",
    grant="ig-secret",
    expires_at_s=9.0,
    streams=(StreamDescriptor(stream_id="rts-1", track="mic:default", url="u"),),
    fragment_bytes=10,
    init_bytes=5,
    player_url="p",
)
STAGES = [
    Binding(source=TokenSource(kind=SourceKind.EMBEDDED)),
    Binding(source=TokenSource(kind=SourceKind.MINT, mint_url="https://a.example/init-session", mint_token_file="f")),
    Binding(source=SOURCE, ticket=dataclasses.replace(TICKET, expires_at_s=None)),
    Binding(source=SOURCE, ticket=TICKET, grant=GRANT),
    Binding(source=SOURCE, ticket=TICKET, grant=GRANT, is_done=True, refused=2, done_ns=7),
]


@pytest.mark.parametrize("binding", STAGES)
def test_a_binding_survives_the_disk(tmp_path: Path, binding: Binding) -> None:
    write_binding(tmp_path, binding)
    assert read_binding(tmp_path) == binding


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    write_binding(tmp_path, STAGES[0])
    assert stat.S_IMODE((tmp_path / "binding.json").stat().st_mode) in {0o600, 0o666}  # Windows has no such bits


def test_nobody_wanted_it_handed_over(tmp_path: Path) -> None:
    assert read_binding(tmp_path) is None


def test_its_secrets_are_not_shown() -> None:
    assert "secret" not in repr(STAGES[-1])


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"source": None},
        {"source": {"kind": "wish"}},
        {"ticket": {"session_id": 5}},
        {"grant": []},
        {"refused": -1},
        {"is_done": 1},
    ],
)
def test_what_is_no_binding_is_told_without_its_secrets(tmp_path: Path, change: dict[str, object]) -> None:
    (tmp_path / "binding.json").write_text(json.dumps({**STAGES[3].to_json(), **change}))
    with pytest.raises(JournalDamaged) as caught:
        read_binding(tmp_path)
    assert "secret" not in caught.value.for_people()


def test_a_binding_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "binding.json").mkdir()
    with pytest.raises(JournalDamaged, match="cannot be read"):
        read_binding(tmp_path)
