"""Uploads under kill -9, over a line that breaks, into a real backend that is killed too: every sealed byte is there once, at the end."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from lookhear.backend.storage.database import FILE_NAME, SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.protocol.ingest import TOKEN_HEADER
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.binding import read_binding
from tests.fakes.stored import AskedStore
from tests.tools.bad_line import BadLine
from tests.tools.serving import API_KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Fragment

pytestmark = [pytest.mark.system, pytest.mark.linux, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
KILLS = 50
BREAKS = 0.02
RECORD = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.http_gateway import HttpGateway
from lookhear.recorder.upload.publisher import Publisher
from lookhear.recorder.upload.tokens.mint import MintProvider
from tests.fakes.recordings import MIC, SCREEN, begin, seal
home, url = Path(sys.argv[1]), sys.argv[2]
key = str(home / "key")
with begin(home / "recordings") as writer:
    source = TokenSource(kind=SourceKind.MINT, backend=url, mint_url=f"{url}/init-session", mint_token_file=key)
    provider = MintProvider(f"{url}/init-session", token_file=key, backend=url)
    publisher = Publisher(writer.folder, source=source, provider=provider, connect=HttpGateway)
    publisher.start()
    pause = threading.Event()
    for seq in range(1, 1000):
        for channel in (SCREEN, MIC):
            seal(writer, channel, seq)
            publisher.ring()
            print(seq, flush=True)
        pause.wait(0.02)
"""


def killed(argv: list[str], home: Path, *, after_lines: int, then_s: float) -> None:
    """Run a program, and kill it a moment after it printed so many lines, unless it ended before."""
    env = {**os.environ, "LOOKHEAR_HOME": str(home)}
    with subprocess.Popen([sys.executable, *argv], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for _ in range(after_lines):
            process.stdout.readline()
        try:
            process.wait(timeout=then_s)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture
def chance() -> random.Random:
    """A generator whose seed is shown when a test fails."""
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")  # noqa: T201
    return random.Random(seed)  # noqa: S311


def test_every_sealed_byte_is_there_once_after_fifty_kills(tmp_path: Path, chance: random.Random) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "key").write_text(API_KEY)
    with ServedBackend(tmp_path / "data") as backend, BadLine(httpx.URL(backend.url).port or 0, chance=chance, breaks=BREAKS) as line:
        for number in range(KILLS):
            if number % 2:  # what the last ones left is finished, until that is killed too
                killed(["-m", "lookhear", "uploads"], home, after_lines=0, then_s=1 + chance.random() * 3)
            else:
                killed(["-c", RECORD, str(home), line.url, str(ROOT)], home, after_lines=chance.randrange(2, 40), then_s=chance.random())
            if number % 10 == 9:
                backend.kill()
                backend.start()
        assert line.broken
        finish(home)
        # One that was killed before it had noted where it goes is an ordinary recording of this computer.
        folders = [path.parent for path in sorted((home / "recordings").glob("rec-*/binding.json"))]
        assert len(folders) > KILLS // 4
        for folder in folders:
            assert_told(folder, backend)
        backend.stop()
        assert_stored(tmp_path / "data", folders)


def finish(home: Path) -> None:
    """Run `lookhear uploads` until nothing is left; the line still breaks."""
    env = {**os.environ, "LOOKHEAR_HOME": str(home)}
    for _ in range(10):
        done = subprocess.run([sys.executable, "-m", "lookhear", "uploads"], env=env, capture_output=True, text=True, check=False)
        assert done.returncode in {0, 5}, done.stdout + done.stderr
        if done.returncode == 0:
            return
    pytest.fail("after ten tries something is still left")


def assert_told(folder: Path, backend: ServedBackend) -> None:
    """The backend says of every track that it is complete, with the digest that the receipt has."""
    binding = read_binding(folder)
    assert binding is not None
    assert binding.is_done
    assert binding.grant is not None
    headers = {TOKEN_HEADER: binding.grant.grant}
    for track in build_receipt(folder, verify=True).tracks:
        stream = binding.grant.stream_of(track.channel_id)
        assert stream is not None
        said = httpx.get(f"{backend.url}/ingest/v1/streams/{stream.stream_id}", headers=headers).json()
        assert (said["state"], said["sha256"]) == ("complete", track.sha256)


def assert_stored(data_dir: Path, folders: list[Path]) -> None:
    """The objects hold the bytes of the files, and there is one row for each."""
    objects = LocalObjects.open(data_dir / "objects")
    with AskedStore(SqliteStore.open(data_dir / FILE_NAME, now_ns=time.time_ns)) as store:
        for folder in folders:
            binding = read_binding(folder)
            assert binding is not None
            assert binding.grant is not None
            for track in build_receipt(folder).tracks:
                stream = binding.grant.stream_of(track.channel_id)
                assert stream is not None
                rows = store.read(rows_of(stream.stream_id))
                digests = [hashlib.sha256(objects.path(row.key).read_bytes()).digest() for row in rows]
                assert len(rows) == track.fragments
                assert hashlib.sha256(b"".join(digests)).hexdigest() == track.sha256
        store.run(objects.close())


def rows_of(stream_id: str) -> Callable[[Transaction], list[Fragment]]:
    """The fragments of a stream."""
    return lambda tx: tx.streams.fragments(stream_id)
