"""The real reader, on a small picture: it takes its models from its package and reads what is rendered."""

from __future__ import annotations

import socket
import textwrap

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from lookhear.understanding.screen_text.rapid import RapidReader, model_folder

SIZE = (400, 100)


@pytest.fixture
def rendered() -> np.ndarray:
    image = Image.new("RGB", SIZE, (252, 252, 250))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(textwrap.wrap("Each piece holds half a second of one track, and is whole.", 32)):
        draw.text((20, 20 + 28 * number), line, fill=(36, 38, 44), font=ImageFont.load_default(size=18))
    return np.asarray(image)


def test_two_lines_are_found_and_read_and_nobody_is_asked_for_a_model(rendered: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("it went to the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    reader = RapidReader()
    boxes = sorted(reader.find(rendered), key=lambda each: each.top)
    assert len(boxes) == 2
    read = [reader.read(box.of_picture(rendered)) for box in boxes]
    assert " ".join(text for text, _ in read) == "Each piece holds half a second of one track, and is whole."
    assert all(score > 0.9 for _, score in read)
    assert reader.find(np.full((40, 90, 3), 250, np.uint8)) == []
    assert reader.read(np.full((20, 60, 3), 250, np.uint8))[0] == ""


def test_the_models_are_in_the_package() -> None:
    assert {each.suffix for each in model_folder().iterdir()} >= {".onnx"}
