"""What handing a recording over costs the recorder, and how far behind it is: `python -m bench.upload`.

Three tracks of half-second fragments (150 KiB of picture, 8 KiB of each sound) and a mix are sealed by the real writer, once by
itself and once with the publisher sending them to a real backend. The CPU of this process tells what the publisher takes; the
acknowledgements tell when each fragment was durable at the backend.

`--recording FOLDER` looks at a recording that was made and handed over instead: from its first pixel or sample to the backend's answer.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.report import table
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.tracks import TrackKind
from lookhear.recorder.spool.acknowledgements import Acknowledgement, read_acknowledgements
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.mix_folder import MixFolder
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.http_gateway import HttpGateway
from lookhear.recorder.upload.publisher import Publisher
from lookhear.recorder.upload.tokens.mint import MintProvider
from tests.fakes.bodies import fragment_of, init_of
from tests.fakes.recordings import MIC, SCREEN, begin, fragment_facts
from tests.tools.serving import API_KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Callable

SYSTEM = ChannelId(ChannelKind.SYSTEM_AUDIO, "default")
CHANNELS = (SCREEN, MIC, SYSTEM)
EVERY_S: Final = 0.5
SIZES: Final = {TrackKind.DISPLAY: 150 << 10, TrackKind.MIC: 8 << 10, TrackKind.SYSTEM_AUDIO: 8 << 10, TrackKind.MIX: 8 << 10}


def cpu_s() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Recorded:
    """One recording in real time from bodies that were made before, so that making them costs nothing while it runs."""

    def __init__(self, root: Path, seconds: float) -> None:
        self._count = round(seconds / EVERY_S)
        kinds = {channel: TrackKind(channel.kind) for channel in CHANNELS}
        self._bodies = {
            channel: [fragment_of(kind, seq, size_bytes=SIZES[kind]).data for seq in range(1, self._count + 1)]
            for channel, kind in kinds.items()
        }
        self._mixed = [fragment_of(TrackKind.MIX, seq, size_bytes=SIZES[TrackKind.MIX]).data for seq in range(1, self._count + 1)]
        self._writer = begin(root, *CHANNELS)
        self.folder = self._writer.folder
        self.sealed_ns: dict[tuple[str, int], int] = {}

    def run(self, ring: Callable[[], None]) -> float:
        """Seal everything at its time; gives the CPU seconds that went by."""
        pause = threading.Event()
        mix = MixFolder(self.folder / "mix")
        mix.begin(init_of(TrackKind.MIX).data)
        began_s, before_s = time.monotonic(), cpu_s()
        with self._writer as writer:
            for seq in range(1, self._count + 1):
                for number, channel in enumerate(CHANNELS):
                    at_s = began_s + (seq - 1 + number / len(CHANNELS)) * EVERY_S
                    pause.wait(max(0.0, at_s - time.monotonic()))
                    row = writer.seal_fragment(fragment_facts(channel, seq), self._bodies[channel][seq - 1])
                    self.sealed_ns[str(channel), seq] = time.time_ns()
                    ring()
                    del row
                mix.write(seq, self._mixed[seq - 1])
            used_s = cpu_s() - before_s
            writer.end(EndReason.STOPPED, t_ns=1)
        return used_s


def with_publisher(root: Path, seconds: float, *, backend: ServedBackend, key: Path) -> tuple[float, list[float], int]:
    """CPU seconds with uploading, the delays from sealed to acknowledged in seconds, and how many pieces were sent."""
    recorded = Recorded(root, seconds)
    mint_url = f"{backend.url}/init-session"
    source = TokenSource(kind=SourceKind.MINT, backend=backend.url, mint_url=mint_url, mint_token_file=str(key))
    provider = MintProvider(mint_url, token_file=str(key), backend=backend.url)
    publisher = Publisher(recorded.folder, source=source, provider=provider, connect=HttpGateway)
    publisher.start()
    used_s = recorded.run(publisher.ring)
    status = publisher.finish(60)
    delays = [
        (entry.at_ns - recorded.sealed_ns[entry.track, entry.number]) / 1e9
        for entry in read_acknowledgements(recorded.folder)
        if isinstance(entry, Acknowledgement) and not entry.is_init and (entry.track, entry.number) in recorded.sealed_ns
    ]
    print(f"uploaded: {status.state.value}, {status.acked_fragments} fragments, {status.acked_bytes / 1e6:.1f} MB")
    return used_s, delays, status.acked_fragments


def lags(folder: Path) -> dict[str, list[float]]:
    """By track: seconds from the first pixel or sample of each fragment to its acknowledgement."""
    log = RecordingLog.load(folder)
    begins = {
        (str(row.channel), row.seq): row.from_ns + log.manifest.clock_wall_origin_ns for track in log.tracks for row in track.fragments
    }
    found: dict[str, list[float]] = {}
    for entry in read_acknowledgements(folder):
        if isinstance(entry, Acknowledgement) and not entry.is_init and (begun_ns := begins.get((entry.track, entry.number))) is not None:
            found.setdefault(entry.track, []).append((entry.at_ns - begun_ns) / 1e9)
    return found


def spread(values: list[float]) -> tuple[str, str, str]:
    """Median, 95th percentile and maximum in milliseconds."""
    ordered = sorted(values)
    return (
        f"{statistics.median(ordered) * 1000:.0f} ms",
        f"{ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000:.0f} ms",
        f"{ordered[-1] * 1000:.0f} ms",
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="length of each recording")
    parser.add_argument("--recording", type=Path, metavar="FOLDER", help="a recording that was handed over while it was made")
    args = parser.parse_args()
    if args.recording is not None:
        rows = [(track, str(len(values)), *spread(values)) for track, values in sorted(lags(args.recording).items())]
        print(table(("track", "fragments", "median", "p95", "most"), rows))
        return
    with tempfile.TemporaryDirectory(prefix="bench-upload-") as name:
        home = Path(name)
        (home / "key").write_text(API_KEY)
        alone_s = Recorded(home / "alone", args.seconds).run(lambda: None)
        with ServedBackend(home / "data") as backend:
            used_s, delays, sent = with_publisher(home / "uploaded", args.seconds, backend=backend, key=home / "key")
            first_s = used_s - alone_s
            again_s, more, count = with_publisher(home / "again", args.seconds, backend=backend, key=home / "key")
    each_ms = (again_s - alone_s) / max(1, count) * 1000
    print(
        table(
            ("", "CPU ms a second"),
            [
                ("sealing alone", f"{alone_s / args.seconds * 1000:.1f}"),
                ("uploading beside it", f"{(again_s - alone_s) / args.seconds * 1000:.1f}"),
            ],
        )
    )
    print(f"{each_ms:.2f} ms a fragment; the first run, with every import, took {first_s:.2f} s for {sent}")
    print(table(("sealed to acknowledged", "median", "p95", "most"), [("", *spread(delays + more))]))


if __name__ == "__main__":
    main()
