"""The backend's stores against a killed process and a disk that is really full: what was acknowledged is there, once and whole."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from lookhear.backend.records import JobState
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from tests.fakes.stored import FRAGMENT, SESSION, STREAM, AskedStore, add_rows

ROOT = Path(__file__).parents[2]
PRELUDE = """
import asyncio, json, sys, time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
folder, root = Path(sys.argv[1]), sys.argv[2]
sys.path.insert(0, root)
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.errors import StoreFull
from tests.fakes.stored import FRAGMENT, SESSION, STREAM, add_rows

def data_of(seq): return sha256(str(seq).encode()).digest() * (seq % 90 + 1)

async def store_one(store, objects, seq):
    data = data_of(seq)
    digest = sha256(data).hexdigest()
    key = f"{STREAM.id}/{seq:08d}-{digest}.m4s"
    await objects.put(key, data)
    await store.write(lambda rows: rows.streams.add_fragment(replace(FRAGMENT, seq=seq, key=key, sha256=digest, size_bytes=len(data))))
"""
WRITES_UNTIL_KILLED = (
    PRELUDE
    + """
async def main():
    store, objects = SqliteStore.open(folder / "rows", now_ns=time.time_ns), LocalObjects.open(folder / "objects")
    first = max((last for _, last in await store.read(lambda rows: rows.streams.have(STREAM.id))), default=0) + 1
    if await store.read(lambda rows: rows.sessions.get(SESSION.id)) is None:
        await store.write(lambda rows: add_rows(rows, SESSION, STREAM))
        await store.write(lambda rows: rows.jobs.add("export", "a", {}, run_at_ns=0))
    await store.write(lambda rows: rows.jobs.lease(["export"], owner=sys.argv[3], now_ns=int(sys.argv[3]), until_ns=int(sys.argv[3]) + 1))

    async def one_after_the_other(offset):
        for seq in range(first + offset, 1 << 40, 4):
            await store_one(store, objects, seq)
            print(seq, flush=True)

    await asyncio.gather(*(one_after_the_other(offset) for offset in range(4)))
asyncio.run(main())
"""
)
FILLS_THE_DISK = (
    PRELUDE
    + """
async def main():
    store, objects = SqliteStore.open(folder / "rows", now_ns=time.time_ns), LocalObjects.open(folder / "objects")
    await store.write(lambda rows: add_rows(rows, SESSION, STREAM))
    told, sentences, seq = [], [], 0
    while len(sentences) < 20:  # it is full for objects first and for rows then, and refuses again and again
        seq += 1
        try:
            await store_one(store, objects, seq)
            told.append(seq)
        except StoreFull as full:
            sentences.append(full.for_people())
    rows = await store.read(lambda rows: rows.streams.fragments(STREAM.id))
    whole = [row.seq for row in rows if sha256(await objects.get(row.key)).hexdigest() == row.sha256]
    (folder / "ballast").unlink()
    for seq in range(seq + 1, seq + 50):  # room again: it works again, without being opened again
        await store_one(store, objects, seq)
    strays = [path.name for path in folder.rglob("*.part")]
    await store.close()
    await objects.close()
    print(json.dumps({"told": told, "whole": whole, "sentences": sorted(set(sentences)), "strays": strays}))
asyncio.run(main())
"""
)
MOUNT = (
    'mount -t tmpfs -o size=4m,mode=700 none "$1" && dd if=/dev/zero of="$1/ballast" bs=1k count=1024 2>&1 && exec "$2" -c "$3" "$1" "$4"'
)


def acknowledged_until_killed(folder: Path, *, kill_after: int, now_ns: int) -> list[int]:
    """Run the writing child, kill it after so many acknowledgements, and give all it printed."""
    command = [sys.executable, "-c", WRITES_UNTIL_KILLED, str(folder), str(ROOT), str(now_ns)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        numbers = [int(child.stdout.readline()) for _ in range(kill_after)]
        child.kill()
        return numbers + [int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]


def test_what_was_acknowledged_before_a_kill_is_there_whole(tmp_path: Path) -> None:
    told: list[int] = []
    for number in range(3):
        told += acknowledged_until_killed(tmp_path, kill_after=40 + number * 7, now_ns=100 * (number + 1))
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as store:
        rows = store.read(lambda t: t.streams.fragments(STREAM.id))
        objects = LocalObjects.open(tmp_path / "objects")
        digests = {row.seq: sha256(store.run(objects.get(row.key))).hexdigest() for row in rows}
        store.run(objects.close())
        [job] = store.read(lambda t: t.jobs.of_key("a"))
    assert len(set(told)) == len(told) >= 120
    assert set(told) <= digests.keys()
    assert digests == {row.seq: row.sha256 for row in rows}
    assert (job.state, job.attempts, job.owner) == (JobState.LEASED, 3, "300")  # each took over from the one killed before
    connection = sqlite3.connect(tmp_path / "rows")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@pytest.mark.linux
def test_a_full_disk_refuses_what_is_new_and_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system gives no mount namespaces")
    (tmp_path / "small").mkdir()
    arguments = [str(tmp_path / "small"), sys.executable, FILLS_THE_DISK, str(ROOT)]
    done = subprocess.run(["unshare", "-rm", "sh", "-c", MOUNT, "sh", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["whole"] == told["told"]
    assert len(told["told"]) > 100
    assert told["strays"] == []
    assert all("is full" in sentence and "Free some space" in sentence for sentence in told["sentences"])


def test_rows_and_objects_written_side_by_side_are_all_there(tmp_path: Path) -> None:
    async def scene(store: SqliteStore, objects: LocalObjects) -> list[bytes]:
        async def one(seq: int) -> None:
            key = f"{STREAM.id}/{seq}"
            await objects.put(key, bytes([seq]) * 1000)
            await store.write(lambda rows: rows.streams.add_fragment(replace(FRAGMENT, seq=seq, key=key)))

        await store.write(lambda rows: add_rows(rows, SESSION, STREAM))
        await asyncio.gather(*(one(seq) for seq in range(1, 101)))
        rows = await store.read(lambda t: t.streams.fragments(STREAM.id))
        return [await objects.get(row.key) for row in rows]

    objects = LocalObjects.open(tmp_path / "objects")
    with AskedStore(store := SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as asked:
        assert asked.run(scene(store, objects)) == [bytes([seq]) * 1000 for seq in range(1, 101)]
        asked.run(objects.close())
