"""What a recorder that is killed has left in its backend, seen as a viewer sees it: through the link alone."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import av
import httpx
import pytest

from demo.desktop import VirtualDesktop
from demo.process import wait_until
from demo.scene.launch import start_scene
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.rows import FragmentRow
from tests.tools.live import assert_all_is_there, served
from tests.tools.program import Program
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.system, pytest.mark.linux, pytest.mark.timeout(600)]

_RECORDED_S = 30
_PLAYABLE_S = 28
_ALL = (SCREEN, MIC, SYSTEM_AUDIO)


def text_of(url: str) -> str:
    answer = httpx.get(url, timeout=30, trust_env=False)
    assert answer.status_code == 200, url
    return answer.text


def played_s(playlist_url: str) -> float:
    """Seconds from the first to the last sample that a viewer of this playlist can decode now."""
    text = text_of(playlist_url)
    uris = re.findall(r'#EXT-X-MAP:URI="([^"]+)"', text)[:1]
    since_segment: list[str] = []
    for line in text.splitlines():
        if part := re.match(r'#EXT-X-PART:.*URI="([^"]+)"', line):
            since_segment.append(part[1])
        elif line and not line.startswith("#"):
            uris.append(line)
            since_segment = []
    media = b"".join(httpx.get(urljoin(playlist_url, uri), timeout=30, trust_env=False).content for uri in (*uris, *since_segment))
    with av.open(io.BytesIO(media), "r") as container:
        frames = container.decode(video=0) if container.streams.video else container.decode(audio=0)
        times = [frame.time for frame in frames if frame.time is not None]
    return max(times) - min(times)


def playlists_of(master_url: str) -> list[str]:
    """The media playlists behind a link: pictures first, then each sound."""
    text = text_of(master_url)
    named = [*(line for line in text.splitlines() if line and not line.startswith("#")), *re.findall(r'URI="([^"]+)"', text)]
    return [urljoin(master_url, uri) for uri in dict.fromkeys(named)]


def test_a_recorder_killed_at_second_30_leaves_28_playable_seconds_and_uploads_adds_the_rest(tmp_path: Path) -> None:
    key = tmp_path / "key"
    with (
        VirtualDesktop() as desktop,
        Program(tmp_path / "home") as program,
        served(program, desktop.env, tmp_path / "data") as (backend, _),
    ):
        start_scene(desktop, "talking")
        key.write_text(backend.discovery.api_key, "utf-8")
        child = program.start(desktop.env, "record", "--backend", backend.url, "--mint-token-file", str(key))
        watched = Watched.begin(program.home, child, channels=_ALL)
        began_ns = min(row.from_ns for row in watched.rows if isinstance(row, FragmentRow))
        wait_until(lambda: watched.session_now_ns() >= began_ns + _RECORDED_S * 10**9, what="second 30", deadline_s=60)
        child.kill()
        child.wait()
        binding = read_binding(watched.folder)
        assert binding is not None
        assert binding.grant is not None
        slug = binding.grant.player_url.rpartition("v=")[2]
        playlists = playlists_of(f"{backend.url}/play/{slug}/master.m3u8")
        assert len(playlists) == len(_ALL) + 1  # and the mix
        time_s = {url: played_s(url) for url in playlists}
        assert min(time_s.values()) >= _PLAYABLE_S, time_s
        done = program.run(desktop.env, "uploads", timeout_s=120)
        assert done.returncode == 0, done.stderr
        assert_all_is_there(watched.folder, backend)
        backend.wait_for_state(binding.grant.session_id, "exported")
