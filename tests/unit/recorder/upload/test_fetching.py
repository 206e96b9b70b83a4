from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable, UsageError
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, TokenSource
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel
from lookhear.recorder.upload.asking import Source
from lookhear.recorder.upload.fetching import fetch
from tests.fakes.http_server import Answers, HttpServer
from tests.fakes.recordings import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-its-key"


class OneBackend(HttpServer):
    """A backend that has the video of display 1, and makes that of display 2 when it is asked with its key."""

    def __init__(self) -> None:
        super().__init__(Answering)
        self.videos = {"display:1": b"first" * 100}
        self.is_cut_short = False
        self.where = "/play/slug"
        self.looks = 0


class Answering(Answers):
    """The three requests."""

    server: OneBackend

    def answer(self) -> None:
        if self.command == "POST":
            self.make()
        elif self.path == "/play/slug/facts.json":
            self.server.looks += 1
            videos = [
                {"channel": channel, "url": f"{self.server.where}/{channel}.mp4", "size": len(data)}
                for channel, data in self.server.videos.items()
                if self.server.looks > 1  # it is still being made when it is first looked for
            ]
            self.reply(200, json.dumps({"videos": videos}).encode())
        elif self.path.startswith("/play/slug/"):
            data = self.server.videos[self.path.removeprefix("/play/slug/").removesuffix(".mp4")]
            self.reply(200, data[:50] if self.server.is_cut_short else data, length=len(data))
        else:
            self.reply(404, b'{"success": false, "message": "There is no such link.", "error_code": "NOT_FOUND"}')

    def make(self) -> None:
        body = json.loads(self.content())
        if self.headers["x-access-token"] != KEY:
            self.reply(401, b'{"success": false, "message": "Nobody issued this.", "error_code": "UNAUTHORIZED"}')
            return
        self.server.videos[body["video_channel_id"]] = b"second" * 100
        self.reply(200, b'{"success": true, "data": {}}')

    def reply(self, status: int, data: bytes, *, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = length is not None and length > len(data)


@pytest.fixture
def backend() -> Iterator[OneBackend]:
    with OneBackend() as server:
        yield server


def binding(*, slug: str = "slug", player: str = "http://elsewhere/watch") -> Binding:
    grant = Grant(
        session_id="cap-1", grant="ig-x", expires_at_s=0, streams=(), fragment_bytes=1, init_bytes=1, player_url=f"{player}?v={slug}"
    )
    return Binding(source=TokenSource(kind=SourceKind.EMBEDDED), grant=grant, is_done=True)


def two_displays() -> Manifest:
    one = manifest()
    screens = [
        ManifestChannel(channel_id=ChannelId.display(number), name=f"Display {number}", device="d", is_primary=number == 1)
        for number in (2, 1)
    ]
    return Manifest(
        recording_id=one.recording_id,
        created_wall_ns=one.created_wall_ns,
        clock_wall_origin_ns=one.clock_wall_origin_ns,
        app_version=one.app_version,
        platform=one.platform,
        fps=one.fps,
        channels=tuple(screens),
    )


def test_the_video_is_waited_for_and_becomes_a_private_file(backend: OneBackend, tmp_path: Path) -> None:
    told: list[float] = []
    source = Source(url=backend.url, credential="")
    assert fetch(manifest(), binding(), tmp_path / "f.mp4", source=source, progress=told.append) == [tmp_path / "f.mp4"]
    assert (tmp_path / "f.mp4").read_bytes() == b"first" * 100
    assert (tmp_path / "f.mp4").stat().st_mode & 0o077 == 0
    assert told[-1] == 1.0


def test_a_further_display_is_asked_for_and_replaces_nothing(backend: OneBackend, tmp_path: Path) -> None:
    (tmp_path / "f-display-2.mp4").write_bytes(b"mine")
    files = fetch(two_displays(), binding(), tmp_path / "f.mp4", source=Source(url=backend.url, credential=KEY))
    assert files == [tmp_path / "f.mp4", tmp_path / "f-display-2 (2).mp4"]
    assert files[1].read_bytes() == b"second" * 100
    assert (tmp_path / "f-display-2.mp4").read_bytes() == b"mine"


def test_a_wrong_credential_is_refused_and_not_repeated(backend: OneBackend, tmp_path: Path) -> None:
    with pytest.raises(BackendRefused) as caught:
        fetch(two_displays(), binding(), tmp_path / "f.mp4", source=Source(url=backend.url, credential="sk-secret-and-wrong"))
    assert "sk-secret" not in caught.value.for_people()


def test_a_link_that_is_gone_is_refused(backend: OneBackend, tmp_path: Path) -> None:
    with pytest.raises(BackendRefused):
        fetch(manifest(), binding(slug="other"), tmp_path / "f.mp4", source=Source(url=backend.url, credential=""))


def test_a_video_that_breaks_off_leaves_no_file(backend: OneBackend, tmp_path: Path) -> None:
    backend.is_cut_short = True
    with pytest.raises(BackendUnreachable, match="whole video"):
        fetch(manifest(), binding(), tmp_path / "f.mp4", source=Source(url=backend.url, credential=""))
    assert list(tmp_path.iterdir()) == []


def test_a_video_elsewhere_is_not_fetched(backend: OneBackend, tmp_path: Path) -> None:
    backend.where = "http://elsewhere"
    with pytest.raises(BackendUnsuitable):
        fetch(manifest(), binding(), tmp_path / "f.mp4", source=Source(url=backend.url, credential=""))


def test_a_backend_that_is_away_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(BackendUnreachable):
        fetch(manifest(), binding(), tmp_path / "f.mp4", source=Source(url="http://127.0.0.1:9", credential=""))


def test_what_was_never_handed_over_cannot_be_fetched(tmp_path: Path) -> None:
    never = Binding(source=TokenSource(kind=SourceKind.EMBEDDED))
    with pytest.raises(UsageError, match="never handed over"):
        fetch(manifest(), never, tmp_path / "f.mp4", source=Source(url="http://127.0.0.1:9", credential=""))
