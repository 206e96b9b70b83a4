"""How much of a screen's text is read, how soon a changed paragraph is told, and what a still screen costs.

    .venv/bin/python -m bench.screen_text words
    .venv/bin/python -m bench.screen_text live [--seconds 90] [--still 60] [--window 2] [--without] [--transcripts]

``words`` reads rendered desktops of 1920×1080 with the engine's reader, with RapidOCR on the whole picture as it comes, and with tesseract
(apt tesseract-ocr), each in a process of its own. ``live`` records a desktop on which somebody types, through the backend of this
computer with its visual index, and listens on a WebSocket. A paragraph is told when four fifths of its words are in a message. Then the
scene is stopped, and what backend and workers use is counted. ``--without`` records the same without an index, ``--transcripts`` with
the transcripts of both sounds beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PySide6.QtGui import QPainter

from bench.machine import Others, rss_bytes
from bench.pictures import timing, watch
from bench.report import table
from bench.rig import Rig, SceneWish
from bench.understood import SETTLE_S, children, understood
from demo.barcode import Area
from demo.display import Size
from demo.scene import paper, texts
from demo.scene.typing import paragraph
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bench.rig import Performance
    from bench.understood import Ear, Understood

_SCREEN: Final = Size(1920, 1080)
_WORD: Final = re.compile(r"[A-Za-z]\w*")
_TOLD: Final = 0.8
_NS: Final = 1_000_000_000
_READERS: Final = ("screen-text", "rapidocr", "tesseract")


def desktops() -> dict[str, tuple[NDArray[np.uint8], list[str]]]:
    """Pictures of desktops and the texts on them: pages and code as in the scenes, and letters of all sizes."""
    application = paper.start_qt()
    try:
        return {"page and code": _page_and_code(), "small letters": _small_letters()}
    finally:
        application.shutdown()


def _page_and_code() -> tuple[NDArray[np.uint8], list[str]]:
    image = paper.desk(_SCREEN)
    paper.prose(image, paper.window(image, Area(24, 64, 1280, 992), title="notes.txt"), texts.PAGE)
    code = [line[:58] for line in texts.source_lines()[:28]]
    paper.code(image, paper.window(image, Area(1328, 64, 568, 648), title="terminal", is_dark=True), code)
    return _pixels(image), ["Files Edit View Help notes.txt terminal", *texts.PAGE, *code]


def _small_letters() -> tuple[NDArray[np.uint8], list[str]]:
    image = paper.desk(_SCREEN)
    shown = ["Files Edit View Help notes.txt mail"]
    paper.prose(image, paper.window(image, Area(24, 64, 1100, 560), title="notes.txt"), texts.PAGE[:6], pixels=15)
    place = paper.window(image, Area(24, 650, 1100, 400), title="mail")
    painter = QPainter(image)
    top = place.y + 20
    for number, pixels in enumerate((11, 12, 13, 14, 16, 18, 20, 22)):
        words = texts.PAGE[6 + number % 3][: 1000 // pixels].rsplit(" ", 1)[0]
        painter.setFont(paper.sans(pixels))
        painter.drawText(place.x + 20, top, words)
        shown.append(words)
        top += pixels + 20
    painter.end()
    return _pixels(image), [*texts.PAGE[:6], *shown]


def _pixels(image: Any) -> NDArray[np.uint8]:  # noqa: ANN401 - a QImage
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(_SCREEN.height, _SCREEN.width, 4)
    return rows[:, :, 2::-1].copy()


def words() -> list[list[str]]:
    """A row for each reader and desktop."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (rgb, shown) in desktops().items():
            path = Path(folder, "screen.npy")
            np.save(path, rgb)
            truth = Counter(_WORD.findall(" ".join(shown)))
            for reader in _READERS:
                argv = [sys.executable, "-m", "bench.screen_text", "read", "--reader", reader, "--picture", os.fspath(path)]
                told = json.loads(subprocess.run(argv, check=True, capture_output=True, timeout=600).stdout.splitlines()[-1])
                found = Counter(_WORD.findall(told["text"]))
                share = sum((truth & found).values()) / sum(truth.values())
                figures = [f"{100 * share:.1f}", *(f"{told[key]:.1f}" for key in ("load_s", "cpu_s", "wall_s")), f"{told['rss_mb']:.0f}"]
                rows.append([name, reader, str(sum(truth.values())), *figures])
    return rows


def read(reader: str, path: Path) -> dict[str, object]:
    """Read a picture once, after a small one: what was read, seconds and memory."""
    rgb = np.load(path)
    begun_s = time.process_time()
    once = {"screen-text": _own, "rapidocr": _rapidocr, "tesseract": _tesseract}[reader]()
    once(rgb[:80, :300].copy())
    load_s, cpu_s, wall_s = time.process_time() - begun_s, _cpu_s(), time.monotonic()
    text = once(rgb)
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"text": text, "load_s": load_s, "cpu_s": _cpu_s() - cpu_s, "wall_s": time.monotonic() - wall_s, "rss_mb": used}


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _own() -> Callable[[NDArray[np.uint8]], str]:
    from lookhear.understanding.screen_text.lines import passage_of
    from lookhear.understanding.screen_text.memory import LineMemory
    from lookhear.understanding.screen_text.rapid import RapidReader
    from lookhear.understanding.screen_text.screen import Screen

    reader = RapidReader()
    return lambda rgb: passage_of(Screen(reader, LineMemory()).look(rgb, has_time=lambda: True).lines)


def _rapidocr() -> Callable[[NDArray[np.uint8]], str]:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine: Any = RapidOCR(params={"Global.log_level": "critical", **threads})
    return lambda rgb: " ".join(engine(np.ascontiguousarray(rgb[:, :, ::-1])).txts or ())


def _tesseract() -> Callable[[NDArray[np.uint8]], str]:
    from PIL import Image

    def once(rgb: NDArray[np.uint8]) -> str:
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            Image.fromarray(rgb).save(file.name)
            argv = ["tesseract", file.name, "-", "--psm", "11"]
            environ = {**os.environ, "OMP_THREAD_LIMIT": "1"}
            return subprocess.run(argv, check=True, capture_output=True, text=True, timeout=300, env=environ).stdout

    return once


def live_figures(given: argparse.Namespace) -> list[list[str]]:
    """Rows of a name and a figure."""
    with Rig() as rig, rig.scene(SceneWish("typing")) as scene, rig.tones(), ExitStack() as stack:
        output = rig.folder / "typing.mp4"
        live = stack.enter_context(understood(rig, output=output))
        _begin(live, given=given)
        time.sleep(SETTLE_S)
        others, busy, begun_ns = Others(os.getpid()), live.spent(), raw_now_ns()
        time.sleep(given.seconds)
        until_ns, typing, others_cores = raw_now_ns(), busy.shares(), others.cores()
        time.sleep(given.window + 4)
        os.kill(scene.child.pid, signal.SIGSTOP)
        time.sleep(SETTLE_S / 2)
        heard, busy = len(live.ear.heard), live.spent()
        time.sleep(given.still)
        still, more = busy.shares(), len(live.ear.heard) - heard
        memory = [rss_bytes(pid) / 1e6 for pid in children(live.server.pid)]
        os.kill(scene.child.pid, signal.SIGCONT)
        live.recording.interrupt()
        seen = timing(watch(output, {}), scene.events("paint"))
        late = _latencies(scene, live.ear, (begun_ns, until_ns))
    share = 100 * (1 - seen.missing / seen.painted)
    return [
        ["paragraphs that changed, and were told", f"{len(late)}, {sum(each is not None for each in late)}"],
        ["painted to told, p50 / p95 / slowest s", _spread([each for each in late if each is not None])],
        ["painted changes in the recording", f"{share:.2f} % of {seen.painted}"],
        ["typing: backend, workers, recorder ms/s", typing],
        ["typing: others' cores", f"{others_cores:.2f}"],
        ["still: backend, workers, recorder ms/s", still],
        ["still: messages", str(more)],
        ["workers' memory MB", ", ".join(f"{each:.0f}" for each in memory)],
    ]


def _begin(live: Understood, *, given: argparse.Namespace) -> None:
    """Start what is to run beside the recording."""
    cut = {"time": given.window, "frame_count": given.frames}
    for stream in live.streams:
        path = f"/rtstream/{stream['rtstream_id']}"
        if str(stream["name"]).startswith("display") and not given.without:
            body = {"extraction_type": "time", "extraction_config": cut, "prompt": "", "ws_connection_id": live.ear.id}
            live.client.ask("POST", f"{path}/index/scene", body)
        elif not str(stream["name"]).startswith("display") and given.transcripts:
            live.client.ask("POST", f"{path}/transcription", {"action": "start", "ws_connection_id": live.ear.id})


def _latencies(scene: Performance, ear: Ear, between_ns: tuple[int, int]) -> list[float | None]:
    """For each paragraph that was painted in between: seconds until it was told, None for never."""
    found: list[float | None] = []
    for event in scene.events("paragraph"):
        if between_ns[0] <= event["t_ns"] < between_ns[1]:
            wanted = set(" ".join(paragraph(event["number"])).split())
            told = (
                at_ns
                for at_ns, message in tuple(ear.heard)
                if at_ns > event["t_ns"] and len(wanted & set(str(message.get("text")).split())) >= _TOLD * len(wanted)
            )
            at_ns = next(told, None)
            found.append(None if at_ns is None else (at_ns - event["t_ns"]) / _NS)
    return found


def _spread(values: list[float]) -> str:
    if not values:
        return "–"
    ordered = sorted(values)
    return " / ".join(f"{value:.2f}" for value in (np.percentile(ordered, 50), np.percentile(ordered, 95), ordered[-1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how a screen's text is read.")
    parser.add_argument("what", choices=("words", "live", "read"))
    parser.add_argument("--seconds", type=float, default=90.0, metavar="S", help="live: how long somebody types")
    parser.add_argument("--still", type=float, default=60.0, metavar="S", help="live: how long nothing is painted then")
    parser.add_argument("--window", type=float, default=2.0, metavar="S", help="live: of the index")
    parser.add_argument("--frames", type=int, default=1, help="live: pictures of a window")
    parser.add_argument("--without", action="store_true", help="live: no index")
    parser.add_argument("--transcripts", action="store_true", help="live: both sounds are heard, too")
    parser.add_argument("--reader", choices=_READERS, help="read: by whom")
    parser.add_argument("--picture", type=Path, help="read: a file of numpy")
    given = parser.parse_args()
    if given.what == "read":
        print(json.dumps(read(given.reader, given.picture)))
    elif given.what == "words":
        columns = ("desktop", "reader", "words", "found %", "start CPU s", "CPU s", "wall s", "RSS MB")
        print(table(columns, words()))
    else:
        print(table(("figure", "value"), live_figures(given)))


if __name__ == "__main__":
    main()
