"""A whole rendered desktop is read by the real reader, as it comes out of the recorder's encoder."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from demo.barcode import Area
from demo.display import Size
from demo.scene import paper, texts
from demo.scene.typing import paragraph
from lookhear.recorder.pipeline.video_encoder import VideoEncoder
from lookhear.understanding.ports import Description, Picture
from lookhear.understanding.screen_text.engine import ScreenText, make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SIZE = Size(1920, 1080)
CODE = [line[:58] for line in texts.source_lines()[:28]]
FRONT = {"t_ns": 0, "kind": "window", "app": "Firefox", "title": "Quarterly report"}
WORD = re.compile(r"[A-Za-z]\w*")


class Filmed:
    """Pictures as they are after an encoder and a decoder."""

    def __init__(self) -> None:
        self._encoder = VideoEncoder(width=SIZE.width, height=SIZE.height, fps=30)
        decoder = av.CodecContext.create("h264", "r")
        assert isinstance(decoder, av.VideoCodecContext)
        self._decoder = decoder
        self._count = 0

    def show(self, rgb: NDArray[np.uint8]) -> Picture:
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuv420p", dst_colorspace=1)
        self._count += 1
        at_ns = self._count * 500_000_000
        [unit] = self._encoder.encode(frame, t_ns=at_ns, is_idr=self._count % 8 == 1)
        [shown] = self._decoder.decode(av.Packet(unit.data))
        return Picture(at_ns=at_ns, rgb=np.asarray(shown.to_ndarray(format="rgb24"), np.uint8))


def desktop(news: tuple[str, ...]) -> NDArray[np.uint8]:
    image = paper.desk(SIZE)
    paper.prose(image, paper.window(image, Area(24, 64, 1280, 992), title="notes.txt"), texts.PAGE)
    paper.code(image, paper.window(image, Area(1328, 64, 568, 648), title="terminal", is_dark=True), CODE)
    paper.prose(image, paper.window(image, Area(1328, 740, 568, 316), title="news"), ["News", *news], pixels=13)
    return np.frombuffer(image.constBits(), np.uint8).reshape(SIZE.height, SIZE.width, 4)[:, :, 2::-1].copy()


@pytest.fixture(scope="module")
def screens() -> Iterator[list[NDArray[np.uint8]]]:
    application = paper.start_qt()
    yield [desktop(paragraph(number)) for number in range(2)]
    application.shutdown()


@pytest.fixture(scope="module")
def engine() -> ScreenText:
    return make({"budget_s": 60, "most_chars": 20_000})


def said(engine: ScreenText, picture: Picture) -> Description:
    return engine.describe([picture], prompt="", model=None, context=(FRONT,), stream="rts-1")


def test_a_desktop_is_read_and_then_what_changes_on_it_alone(screens: list[NDArray[np.uint8]], engine: ScreenText) -> None:
    film = Filmed()
    told = said(engine, film.show(screens[0]))
    assert told.text.startswith("User is in Firefox, 'Quarterly report': ")
    truth = Counter(WORD.findall(" ".join(["Files Edit View Help notes.txt terminal news News", *texts.PAGE, *CODE, *paragraph(0)])))
    found = Counter(WORD.findall(told.text))
    assert sum((truth & found).values()) >= 0.95 * sum(truth.values()), sorted((truth - found).elements())
    for _ in range(9):  # the encoder makes it better and better, and begins anew
        assert said(engine, film.show(screens[0])) == Description(text="")
    told = said(engine, film.show(screens[1]))
    lines = told.metadata["lines"]
    assert isinstance(lines, list)
    assert [line["text"] for line in lines] == list(paragraph(1))
    assert told.text.startswith(f"User is in Firefox, 'Quarterly report': {' '.join(paragraph(1))}")
    assert said(engine, film.show(screens[0])).metadata["changed"] == {"new": 3, "gone": 3, "moved": 0}
