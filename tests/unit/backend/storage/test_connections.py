"""Connections keep what the store promises: durable commits, one writer, readers that cannot write, files for their owner only."""

from __future__ import annotations

import sqlite3
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from lookhear.backend.storage.connections import engine_of, open_reader, open_writer
from lookhear.errors import StoreUnwritable

if TYPE_CHECKING:
    from pathlib import Path


def test_the_writer_commits_durably_and_keeps_references_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rows"
    opened = open_writer(engine_of(path), path)
    pragmas = ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "busy_timeout", "journal_size_limit")
    try:
        assert [opened.raw.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == ["wal", 2, 1, 1, 5000, 64 << 20]
    finally:
        opened.close()


def test_an_error_that_may_be_logged_does_not_tell_the_values_of_rows(tmp_path: Path) -> None:
    with engine_of(tmp_path / "rows").connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("SELECT x FROM nowhere WHERE slug = :slug"), {"slug": "a-secret"})
    assert "nowhere" in str(caught.value)
    assert "a-secret" not in str(caught.value)


def test_a_reader_sees_what_is_committed_writes_nothing_and_never_tidies_the_log(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    engine = engine_of(path)
    writer = open_writer(engine, path)
    reader = open_reader(engine, path)
    try:
        writer.raw.execute("CREATE TABLE t (x)")
        assert reader.raw.execute("SELECT count(*) FROM t").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.raw.execute("INSERT INTO t VALUES (1)")
        assert reader.raw.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
    finally:
        reader.close()
        writer.close()
    assert [file.name for file in tmp_path.iterdir()] == ["rows"]  # who closes last leaves one whole file


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_the_files_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rows"
    opened = open_writer(engine_of(path), path)
    opened.raw.execute("CREATE TABLE t (x)")
    try:
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert modes == {"rows": 0o600, "rows-wal": 0o600, "rows-shm": 0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        opened.close()


def test_what_is_no_database_is_refused_with_a_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(b"a letter to somebody " * 100)
    with pytest.raises(StoreUnwritable, match="not a database"):
        open_writer(engine_of(path), path)
    assert path.read_bytes() == b"a letter to somebody " * 100


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "file" / "rows"
    with pytest.raises(StoreUnwritable, match="cannot be read or written"):
        open_writer(engine_of(path), path)
