"""How long it takes from stop to exported: a backend with a recording of one display, two sounds and their mix, exported as descriptions.

    .venv/bin/python -m bench.export_virtual [--minutes 1 60] [--repeat 3] [--folder DIR]

The rows are those of a recording in half-second fragments (30 pictures a second, AAC of 48 kHz); the fragments' own bytes are never
read for an export, so only the first of each track is really stored. Measured is what a client sees: from the moment the last track
is complete, over the job in the queue, until the session is `exported`, in the same process as the server's event loop; and by how
much that loop was late meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.records import Credential, CredentialKind, Fragment, Init
from lookhear.backend.services import Services, compose
from lookhear.backend.sessions.beginning import Beginning, ChannelRequest
from lookhear.backend.sessions.service import NewSession
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.media.fragments import FragmentInfo
from lookhear.media.init_segment import build_init
from lookhear.media.sample_index import pack
from lookhear.media.samples import AudioFormat, VideoFormat
from lookhear.protocol.ids import new_recording_id
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Stream

SPS, PPS = bytes.fromhex("6742c00a8c8d41e0880000030008000003014078443500"), bytes.fromhex("68ce3c80")
VIDEO, SOUND = VideoFormat(width=64, height=48, sps=SPS, pps=PPS), AudioFormat(channels=2, specific_config=b"\x11\x90")
BATCH = 2000


def row(stream_id: str, seq: int, *, is_video: bool, source: random.Random) -> Fragment:
    """One fragment's row with sizes as they are in real life."""
    count, each = (15, 3000) if is_video else (24, 1024)
    sizes = np.array([source.randrange(200, 12_000) if is_video else source.randrange(180, 420) for _ in range(count)], np.int64)
    is_sync = np.full(count, not is_video)
    is_sync[0] = not is_video or seq % 8 == 1
    payload = int(sizes.sum())
    info = FragmentInfo(
        sequence=seq,
        base_decode_time=(seq - 1) * count * each,
        durations=np.full(count, each, np.int64),
        sizes=sizes,
        is_sync=is_sync,
        payload_offset=300,
        payload_bytes=payload,
        total_duration=count * each,
        wall_ns=None,
    )
    sha256 = source.randbytes(32).hex()
    return Fragment(
        stream_id=stream_id,
        seq=seq,
        init=1,
        key=f"{stream_id}/{seq:08d}-{sha256[:16]}.m4s",
        size_bytes=payload + 300,
        sha256=sha256,
        tfdt=info.base_decode_time,
        duration=info.total_duration,
        samples=count,
        begins_with_sync=bool(is_sync[0]),
        payload_offset=300,
        payload_bytes=payload,
        table=pack(info),
        received_ns=time.time_ns(),
    )


async def recorded(services: Services, minutes: float) -> str:
    """A session whose fragments are all there and whose tracks are still open; gives its id."""
    session = (await services.sessions.create("default", NewSession(end_user_id="bench"))).session
    channels = tuple(ChannelRequest(channel_id=name) for name in ("display:1", "mic:default", "system_audio:default"))
    who = Credential(sha256="", kind=CredentialKind.API_KEY, hint="", created_ns=0)
    beginning = Beginning(session_id=session.id, channels=channels, tracks=("mix:default",), recording_id=new_recording_id())
    begun = await services.sessions.begin(beginning, who=who)
    source = random.Random(1)  # noqa: S311 - the same sizes every time
    for stream in begun.streams:
        init = build_init(VIDEO if stream.kind.is_video else SOUND)
        kept = Init(
            stream_id=stream.id,
            number=1,
            key=f"{stream.id}/init-1.mp4",
            size_bytes=len(init),
            sha256="",
            codec="avc1" if stream.kind.is_video else "mp4a.40.2",
            timescale=90_000 if stream.kind.is_video else 48_000,
        )
        await services.objects.put(kept.key, init)
        count = round(minutes * 60 / (0.5 if stream.kind.is_video else 0.512))
        rows = [row(stream.id, seq, is_video=stream.kind.is_video, source=source) for seq in range(1, count + 1)]
        await keep(services, stream, init=kept, rows=rows)
    return session.id


async def keep(services: Services, stream: Stream, *, init: Init, rows: list[Fragment]) -> None:
    """Store the rows of a track, and tell the session of the first one as ingest does."""
    await services.store.write(lambda tx: tx.streams.add_init(init))
    for start in range(0, len(rows), BATCH):

        def add(tx: Transaction, start: int = start) -> None:
            for each in rows[start : start + BATCH]:
                tx.streams.add_fragment(each)

        await services.store.write(add)

    def tell(tx: Transaction) -> None:
        session = tx.sessions.get(stream.session_id)
        if session is not None:
            services.sessions.lifecycle.fragment_stored(tx, session, stream, now_ns=rows[0].received_ns)

    await services.store.write(tell)


async def exported(services: Services, session_id: str) -> tuple[float, float]:
    """Complete every track; seconds until the session is exported, and the most by which the loop was late."""
    worst, done = 0.0, asyncio.Event()

    async def watch_loop() -> None:
        nonlocal worst
        while not done.is_set():
            due = time.perf_counter() + 0.005
            await asyncio.sleep(0.005)
            worst = max(worst, time.perf_counter() - due)

    watching = asyncio.create_task(watch_loop())
    async with services.bus.subscribe(f"session.{session_id}") as events:
        begin = time.perf_counter()
        for stream in await services.store.read(lambda tx: tx.streams.of_session(session_id)):
            closed = dataclasses.replace(stream, state=StreamState.COMPLETE)

            def work(tx: Transaction, closed: Stream = closed) -> list[Notice]:
                tx.streams.update(closed)
                session = tx.sessions.get(session_id)
                if session is None:
                    raise RuntimeError("the session is gone")
                return services.sessions.lifecycle.stream_completed(tx, session, closed, now_ns=time.time_ns())

            services.sessions.ring(await services.store.write(work))
        async for event in events:
            if event["event"] == f"capture_session.{SessionState.EXPORTED.value}":
                break
        took = time.perf_counter() - begin
    done.set()
    await watching
    return took, worst


async def measure(folder: Path, minutes: float) -> tuple[float, float, int]:
    """One recording in a backend of its own: seconds, lateness of the loop, fragments."""
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=time.time_ns)
    objects = LocalObjects.open(folder / "objects")
    services = compose(settings=Settings(data_dir=folder, api_key="sk-bench"), store=store, objects=objects, bus=InProcessBus())
    runner = asyncio.create_task(services.playback.jobs.run())
    try:
        session_id = await recorded(services, minutes)
        count, _ = await store.read(lambda tx: tx.streams.totals(session_id))
        await asyncio.sleep(0.5)
        return *await exported(services, session_id), count
    finally:
        runner.cancel()
        await asyncio.gather(runner, return_exceptions=True)
        await objects.close()
        await store.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[1, 60])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    print("| recording | fragments | stop → exported, median | worst | event loop late by at most |")
    print("|---|---|---|---|---|")
    for minutes in args.minutes:
        times, late, count = [], 0.0, 0
        for _ in range(args.repeat):
            with tempfile.TemporaryDirectory(dir=args.folder) as name:
                took, worst, count = asyncio.run(measure(Path(name), minutes))
            times.append(took)
            late = max(late, worst)
        print(f"| {minutes:g} min | {count} | {statistics.median(times):.2f} s | {max(times):.2f} s | {late * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
