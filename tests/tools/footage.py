"""Short recordings from real encoders, and somebody who sends them to a backend fragment by fragment, as a recorder would."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Self

import av
import httpx
import numpy as np

from demo.barcode import area, white_cells
from lookhear.media.fragments import build_fragment
from lookhear.media.h264 import read_access_unit
from lookhear.media.init_segment import build_init
from lookhear.media.samples import NS_PER_S, Sample, VideoFormat
from lookhear.protocol.digests import HEADER, content_digest
from lookhear.protocol.ids import new_recording_id
from lookhear.protocol.tracks import TrackId
from tests.unit.media.encoded import tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lookhear.media.samples import TrackFormat

FPS = 30
GROUP = 4 * FPS
PER_FRAGMENT = {True: FPS // 2, False: 24}


@dataclass(frozen=True)
class Footage:
    """One track: its init and its fragments, which lie one behind the other from ``start_s`` of the session on."""

    track: str
    init: bytes
    fragments: tuple[bytes, ...]
    ends_s: tuple[float, ...]  # of each fragment


@functools.cache
def encoded_pictures(count: int, width: int, height: int) -> tuple[VideoFormat, tuple[Sample, ...]]:
    """Pictures with a bar that moves, numbered by a barcode where there is room for one; a key frame every four seconds."""
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base = Fraction(1, FPS)
    params = f"keyint={GROUP}:min-keyint={GROUP}:scenecut=0"
    context.options = {"preset": "superfast", "tune": "zerolatency", "crf": "28", "x264-params": params}
    units = []
    for number in range(count):
        picture = np.full((height, width, 3), 40, np.uint8)
        picture[:, (number * 4) % width :][:, :8] = 255
        code = area()
        if width >= code.x + code.width:
            picture[code.y : code.y + code.height, code.x : code.x + code.width] = 0
            for cell in white_cells(number):
                picture[cell.y : cell.y + cell.height, cell.x : cell.x + cell.width] = 255
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts = number
        units += [read_access_unit(bytes(packet)) for packet in context.encode(frame)]
    units += [read_access_unit(bytes(packet)) for packet in context.encode(None)]
    fmt = VideoFormat(width=width, height=height, sps=units[0].sps, pps=units[0].pps)
    return fmt, tuple(Sample(unit.data, fmt.timescale // FPS, unit.is_idr) for unit in units)


def pictures(track: str = "display:1", *, seconds: float = 12, start_s: float = 0.25, size: tuple[int, int] = (160, 96)) -> Footage:
    """A display."""
    fmt, samples = encoded_pictures(round(seconds * FPS), *size)
    return cut(track, fmt, samples, start_s=start_s)


def sound(track: str = "mic:default", *, seconds: float = 12, start_s: float = 0.1, hertz: float = 440.0, channels: int = 1) -> Footage:
    """A tone."""
    audio = tone(seconds=seconds, hertz=hertz, channels=channels)
    samples = [Sample(data, 1024, is_sync=True) for data in audio.frames]
    return cut(track, audio.fmt, samples, start_s=start_s)


def cut(track: str, fmt: TrackFormat, samples: Sequence[Sample], *, start_s: float) -> Footage:
    """Half-second fragments of samples."""
    is_video = TrackId.parse(track).kind.is_video
    time = round(start_s * fmt.timescale)
    fragments, ends_s = [], []
    for seq, index in enumerate(range(0, len(samples), PER_FRAGMENT[is_video]), 1):
        chosen = samples[index : index + PER_FRAGMENT[is_video]]
        fragments.append(
            build_fragment(sequence=seq, base_decode_time=time, timescale=fmt.timescale, samples=chosen, wall_ns=None, is_video=is_video)
        )
        time += sum(sample.duration for sample in chosen)
        ends_s.append(time / fmt.timescale)
    return Footage(track, build_init(fmt, name=track), tuple(fragments), tuple(ends_s))


@dataclass
class Sender:
    """A recorder that has sealed everything already. Owns an HTTP client: use it as a context."""

    url: str
    key: str
    session_id: str = ""
    slug: str = ""
    grant: str = ""
    streams: dict[str, str] = field(default_factory=dict)  # ids by track

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.http.close()

    def begin(
        self,
        *tracks: str,
        wall_origin_ns: int,
        not_stored: Iterable[str] = (),
        metadata: dict[str, object] | None = None,
        **session: object,
    ) -> None:
        """Create a session and start it with these tracks; ``session`` is what else its creation says."""
        body = {"end_user_id": "somebody", "metadata": metadata or {}, **session}
        self.session_id = self.ask("POST", "/collection/default/capture/session", body)["session_id"]
        channels = [
            {"channel_id": track, "channel_name": f"The {track}", "store": track not in not_stored}
            for track in tracks
            if _is_channel(track)
        ]
        begun = self.ask(
            "POST",
            "/capture/session/start",
            {
                "session_id": self.session_id,
                "recording_id": new_recording_id(),
                "clock_wall_origin_ns": wall_origin_ns,
                "channels": channels,
                "tracks": [track for track in tracks if not _is_channel(track)],
            },
        )
        self.grant = begun["ingest"]["grant"]
        self.streams = {stream["track"]: stream["stream_id"] for stream in begun["ingest"]["streams"]}
        self.slug = begun["player_url"].partition("v=")[2]

    def put_init(self, footage: Footage, number: int = 1) -> None:
        """Send its init."""
        self._put(footage.track, f"init/{number}", footage.init)

    def put(self, footage: Footage, *seqs: int, init: int = 1) -> None:
        """Send some of its fragments, all for none named."""
        for seq in seqs or range(1, len(footage.fragments) + 1):
            self._put(footage.track, f"fragments/{seq}?init={init}", footage.fragments[seq - 1])

    def send(self, footage: Footage) -> None:
        """Send everything, and say that this was all."""
        self.put_init(footage)
        self.put(footage)
        self.complete(footage)

    def complete(self, footage: Footage, *, last_seq: int | None = None, inits: Sequence[int] = (1,)) -> None:
        """Say that a track has all its fragments."""
        body = {"last_seq": len(footage.fragments) if last_seq is None else last_seq, "inits": list(inits)}
        answer = self.http.post(
            f"/ingest/v1/streams/{self.streams[footage.track]}/complete", json=body, headers={"x-access-token": self.grant}
        )
        assert answer.status_code == 200, answer.text

    def stop(self) -> None:
        """Ask for the end."""
        self.ask("POST", f"/capture/session/{self.session_id}/stop", {})

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - it is JSON
        """A request with the API key that must succeed; gives the data."""
        answer = self.http.request(method, path, json=body, headers={"x-access-token": self.key})
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()["data"]

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A request without any credential, below this session's link."""
        return self.http.get(f"/play/{self.slug}/{path}", headers=headers)

    @property
    def session(self) -> dict[str, Any]:
        """The session object."""
        found: dict[str, Any] = self.ask("GET", f"/collection/default/capture/session/{self.session_id}")
        return found

    def _put(self, track: str, path: str, data: bytes) -> None:
        headers = {
            "x-access-token": self.grant,
            HEADER: content_digest(hashlib.sha256(data).hexdigest()),
            "Content-Type": TrackId.parse(track).kind.content_type,
        }
        answer = self.http.put(f"/ingest/v1/streams/{self.streams[track]}/{path}", content=data, headers=headers)
        assert answer.status_code in {200, 201}, answer.text


def wall_ns_ago(seconds: float, now_ns: int) -> int:
    """A wall time some seconds before now."""
    return now_ns - round(seconds * NS_PER_S)


def _is_channel(track: str) -> bool:
    return TrackId.parse(track).kind.is_channel
