"""How old the picture is that a player shows: a real backend, a browser without a window, and a recording that arrives as time goes by.

    .venv/bin/python -m bench.player [--seconds 60] [--upload-ms 0]

The pictures carry their number as a barcode. Twice a second the number is read from what the browser shows, and the wall time at which
that picture was (supposedly) taken is compared with now. ``--upload-ms`` holds every fragment back, as a slow line would. Fragments are
half a second long, so half a second of age is the fragment itself.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from demo.barcode import area, read_barcode
from tests.tools.browser import Browser, browser
from tests.tools.footage import FPS, Footage, Sender, pictures, sound
from tests.tools.live import served
from tests.tools.program import Program

SIZE = (640, 360)
START_S = 0.25
READ = """
const video = document.querySelector('video'), [width, height] = arguments;
const canvas = window.benchCanvas || (window.benchCanvas = new OffscreenCanvas(width, height));
const context = canvas.getContext('2d', { willReadFrequently: true });
context.drawImage(video, 0, 0);
const quality = video.getVideoPlaybackQuality();
const data = context.getImageData(0, 0, width, height).data;
const gray = new Array(width * height);
for (let index = 0; index < gray.length; index += 1) gray[index] = data[4 * index + 1];
return { now: Date.now() / 1000, gray, told: lookhearPlayer.age(), dropped: quality.droppedVideoFrames, total: quality.totalVideoFrames };
"""


def feed(sender: Sender, tracks: tuple[Footage, ...], origin_s: float, *, hold_s: float, stop: threading.Event) -> None:
    """Send every fragment when it would have been sealed."""
    due = [(end_s, seq, each) for each in tracks for seq, end_s in enumerate(each.ends_s, 1)]
    due.sort(key=lambda one: one[0])
    for each in tracks:
        sender.put_init(each)
    for end_s, seq, each in due:
        if stop.wait(max(0.0, origin_s + end_s + hold_s - time.time())):
            return
        sender.put(each, seq)


def sample(window: Browser, origin_s: float) -> tuple[float, float, int] | None:
    """The age of the shown picture by its barcode and as the page tells it, and the pictures dropped so far; None for no readable one."""
    code = area()
    told = window.run(READ, code.x + code.width, code.y + code.height)
    gray = np.array(told["gray"], np.uint8).reshape(code.y + code.height, code.x + code.width)
    number = read_barcode(gray)
    if number is None:
        return None
    return told["now"] - (origin_s + START_S + number / FPS), told["told"] or 0.0, told["dropped"]


def measure(seconds: float, *, hold_s: float, folder: Path) -> None:
    """Play and print."""
    length_s = seconds + 30
    tracks = (
        pictures(seconds=length_s, start_s=START_S, size=SIZE),
        sound(seconds=length_s),
        sound("system_audio:default", seconds=length_s, hertz=880),
        sound("mix:default", seconds=length_s, channels=2, hertz=660),
    )
    stop = threading.Event()
    with (
        Program(folder / "home") as program,
        served(program, {}, folder / "data") as (backend, _),
        browser() as window,
        Sender(backend.url, backend.discovery.api_key) as sender,
    ):
        origin_ns = time.time_ns()
        sender.begin(*(each.track for each in tracks), wall_origin_ns=origin_ns)
        origin_s = origin_ns / 1e9
        feeding = threading.Thread(target=feed, args=(sender, tracks, origin_s), kwargs={"hold_s": hold_s, "stop": stop})
        feeding.start()
        try:
            window.open(f"{backend.url}/watch?v={sender.slug}")
            window.until("document.querySelector('video').currentTime > 1", what="the first picture")
            first_s = time.time() - origin_s
            until_s = time.time() + seconds
            samples = []
            while time.time() < until_s:
                found = sample(window, origin_s)
                if found is not None:
                    samples.append(found)
                time.sleep(0.5)
        finally:
            stop.set()
            feeding.join()
    ages = sorted(age for age, _, _ in samples)
    off = statistics.median(abs(age - told) for age, told, _ in samples)
    print(f"upload held back {hold_s * 1000:.0f} ms; first picture {first_s:.1f} s after the recording began; {len(ages)} samples")
    print(f"age of the picture: median {statistics.median(ages):.2f} s, p95 {ages[int(len(ages) * 0.95)]:.2f} s, most {ages[-1]:.2f} s")
    print(f"the page's own figure differs by {off:.2f} s (median); {samples[-1][2]} pictures dropped")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--upload-ms", type=float, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lookhear-bench-") as name:
        measure(args.seconds, hold_s=args.upload_ms / 1000, folder=Path(name))


if __name__ == "__main__":
    main()
