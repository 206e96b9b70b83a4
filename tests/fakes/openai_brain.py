"""A model whose answers can be computed by hand: it counts words, names the colour of pictures, and hears tones. For the fake service."""

from __future__ import annotations

import io
import json
import re
import wave
import zlib
from dataclasses import dataclass
from typing import Any, Final

import av
import numpy as np

DIMENSIONS: Final = 32
_BLOCK_S: Final = 0.02
_LOUD: Final = 500.0
_COLOURS: Final = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
}


@dataclass(frozen=True)
class ToldImage:
    """A picture that came along, decoded."""

    media_type: str
    width: int
    height: int
    colour: str


@dataclass(frozen=True)
class Chat:
    """A chat as it was asked."""

    model: str
    system: str
    texts: tuple[str, ...]  # of the user and the assistant, in order
    images: tuple[ToldImage, ...]
    schema: dict[str, Any] | None


class Brain:
    """Deterministic. A test that wants other words overrides `say`."""

    def say(self, chat: Chat) -> str:
        """``seen: red 64x36; asked: 3 words``, or JSON as the schema wants it."""
        if chat.schema is not None:
            return json.dumps(example(chat.schema, chat.texts[-1]))
        seen = ", ".join(f"{image.colour} {image.width}x{image.height}" for image in chat.images) or "nothing"
        return f"seen: {seen}; asked: {len(chat.texts[-1].split())} words"

    def vector(self, text: str) -> list[float]:
        """The text's words, hashed."""
        found = [0.0] * DIMENSIONS
        for word in re.findall(r"\w+", text.lower()):
            found[zlib.crc32(word.encode()) % DIMENSIONS] += 1.0
        return found

    def hear(self, wav: bytes) -> list[tuple[str, float, float]]:
        """A word for each loud stretch, named by its pitch in whole hundreds of Hz."""
        with wave.open(io.BytesIO(wav)) as file:
            rate = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64)
        step = int(rate * _BLOCK_S)
        loud = [float(np.sqrt(np.mean(samples[at : at + step] ** 2))) > _LOUD for at in range(0, len(samples) - step + 1, step)]
        edges = np.flatnonzero(np.diff([0, *map(int, loud), 0]))
        return [_tone(samples, rate, int(first), int(last), step) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def example(schema: dict[str, Any], text: str) -> Any:  # noqa: ANN401 - any JSON
    """A value that fits a simple schema."""
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type", "object"):
        case "object":
            return {name: example(inner, text) for name, inner in schema.get("properties", {}).items()}
        case "array":
            return [example(schema.get("items", {"type": "string"}), text) for _ in range(max(1, schema.get("minItems", 1)))]
        case "string":
            return " ".join(text.split()[:3])
        case "boolean":
            return True
        case _:
            return schema.get("minimum", 0)


def told_image(media_type: str, data: bytes) -> ToldImage:
    """Decode it. Raises ValueError for what is no picture."""
    try:
        with av.open(io.BytesIO(data), "r") as container:
            pixels = next(container.decode(video=0)).to_ndarray(format="rgb24")
    except (av.FFmpegError, StopIteration, IndexError) as exc:
        raise ValueError("no picture") from exc
    mean = pixels.reshape(-1, 3).mean(axis=0)
    colour = min(_COLOURS, key=lambda name: float(np.abs(mean - _COLOURS[name]).sum()))
    return ToldImage(media_type, pixels.shape[1], pixels.shape[0], colour)


def _tone(samples: Any, rate: int, first: int, last: int, step: int) -> tuple[str, float, float]:  # noqa: ANN401 - an array
    part = samples[first * step : last * step]
    pitch = float(np.argmax(np.abs(np.fft.rfft(part)))) * rate / len(part)
    return f"tone{round(pitch / 100) * 100}", round(first * _BLOCK_S, 3), round(last * _BLOCK_S, 3)
