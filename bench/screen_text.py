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
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
import numpy as np
from PySide6.QtGui import QPainter
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.machine import Others, cpu_of, rss_bytes, tree
from bench.pictures import timing, watch
from bench.report import table
from bench.rig import Rig, SceneWish
from bench.runs import Recording
from bench.tools import TOOLS, ToolName
from demo.barcode import Area
from demo.display import Size
from demo.process import wait_until
from demo.scene import paper, texts
from demo.scene.typing import paragraph
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, Discovery
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bench.rig import Performance

_SCREEN: Final = Size(1920, 1080)
_WORD: Final = re.compile(r"[A-Za-z]\w*")
_TOLD: Final = 0.8
_SETTLE_S: Final = 30.0  # until everything that stands on the screen at first is read
_START_S: Final = 60.0
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


class Ear:
    """A socket that notes when it was told what, on the clock of scenes. Opened and closed as a context."""

    def __init__(self, url: str) -> None:
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(url, proxy=None))
        self.id = str(json.loads(self._socket.recv())["connection_id"])
        self.heard: list[tuple[int, dict[str, Any]]] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        try:
            for text in self._socket:
                self.heard.append((raw_now_ns(), json.loads(text)))
        except ConnectionClosed:
            pass

    def close(self) -> None:
        """Hear no more."""
        self._open.close()
        self._thread.join()


class Client:
    """Somebody with the key of the backend of this computer."""

    def __init__(self, server: Discovery) -> None:
        self._http = httpx.Client(base_url=server.url, headers={"x-access-token": server.api_key}, trust_env=False, timeout=30)

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """The data of an answer."""
        answer = self._http.request(method, path, json=body)
        answer.raise_for_status()
        return answer.json()["data"]

    def streams(self, session_id: str) -> list[dict[str, Any]]:
        """The RTStreams of a session."""
        found: list[dict[str, Any]] = self.ask("GET", f"/collection/default/capture/session/{session_id}")["rtstreams"]
        return found

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def live(given: argparse.Namespace) -> list[list[str]]:
    """Rows of a name and a figure."""
    with Rig() as rig, rig.scene(SceneWish("typing")) as scene, rig.tones(), ExitStack() as stack:
        output = rig.folder / "typing.mp4"
        recording = Recording(TOOLS[ToolName.LOOKHEAR], output=output, rig=rig, backend="embedded")
        stack.callback(recording.abort)
        recording.wait_until_begun()
        server = wait_until(lambda: backend_of(recording.home), what="the backend getting ready", deadline_s=_START_S)
        stack.callback(end_backend, server.pid)
        client = Client(server)
        stack.callback(client.close)
        ear = Ear(client.ask("GET", "/collection/default/websocket")["websocket_url"])
        stack.callback(ear.close)
        _begin(client, next(recording.home.glob("recordings/rec-*")), ear.id, given=given)
        time.sleep(_SETTLE_S)
        others, busy, begun_ns = Others(os.getpid()), Spent(server.pid, recording.pid), raw_now_ns()
        time.sleep(given.seconds)
        until_ns, typing, others_cores = raw_now_ns(), busy.shares(), others.cores()
        time.sleep(given.window + 4)
        os.kill(scene.child.pid, signal.SIGSTOP)
        time.sleep(_SETTLE_S / 2)
        heard, busy = len(ear.heard), Spent(server.pid, recording.pid)
        time.sleep(given.still)
        still, more = busy.shares(), len(ear.heard) - heard
        memory = [rss_bytes(pid) / 1e6 for pid in _children(server.pid)]
        os.kill(scene.child.pid, signal.SIGCONT)
        recording.interrupt()
        seen = timing(watch(output, {}), scene.events("paint"))
        late = _latencies(scene, ear, (begun_ns, until_ns))
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


def _begin(client: Client, folder: Path, ear_id: str, *, given: argparse.Namespace) -> None:
    """Start what is to run beside the recording."""
    session_id = wait_until(lambda: session_of(folder), what="the session", deadline_s=_START_S)
    streams = wait_until(lambda: client.streams(session_id), what="its streams", deadline_s=_START_S)
    cut = {"time": given.window, "frame_count": given.frames}
    for stream in streams:
        path = f"/rtstream/{stream['rtstream_id']}"
        if str(stream["name"]).startswith("display") and not given.without:
            body = {"extraction_type": "time", "extraction_config": cut, "prompt": "", "ws_connection_id": ear_id}
            client.ask("POST", f"{path}/index/scene", body)
        elif not str(stream["name"]).startswith("display") and given.transcripts:
            client.ask("POST", f"{path}/transcription", {"action": "start", "ws_connection_id": ear_id})


def session_of(folder: Path) -> str | None:
    """The session that a recording is bound to, None as long as it is not."""
    try:
        return str(json.loads((folder / "binding.json").read_bytes())["grant"]["session_id"])
    except (OSError, ValueError, TypeError, KeyError):
        return None  # not bound yet


class Spent:
    """CPU seconds of the backend's own process, of its workers, and of the recorder, from now on."""

    def __init__(self, backend: int, recorder: int) -> None:
        self._backend, self._recorder = backend, recorder
        self._begun_s, self._before = time.monotonic(), self._now()

    def shares(self) -> str:
        """Milliseconds of a second."""
        wall_s = time.monotonic() - self._begun_s
        return " / ".join(f"{1000 * (now - before) / wall_s:.1f}" for now, before in zip(self._now(), self._before, strict=True))

    def _now(self) -> tuple[float, float, float]:
        workers = sum(cpu_of(pid) for pid in _children(self._backend))
        return cpu_of(self._backend), workers, cpu_of(self._recorder)


def _children(pid: int) -> list[int]:
    return [each for each in tree(pid) if each != pid]


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


def backend_of(home: Path) -> Discovery | None:
    """The backend of a home, None as long as there is none."""
    try:
        return Discovery.parse((home / FOLDER / DISCOVERY_FILE).read_bytes())
    except (OSError, ValueError):
        return None


def end_backend(pid: int) -> None:
    """End a backend that is no child of ours, and wait until it has gone."""
    try:
        os.kill(pid, signal.SIGTERM)
        while cpu_of(pid) > 0:
            time.sleep(0.05)
    except ProcessLookupError:
        pass


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
        print(table(("figure", "value"), live(given)))


if __name__ == "__main__":
    main()
