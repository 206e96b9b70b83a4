"""Models that have a name here: what they are, whose terms they come under, and the files they consist of.

They lie in public repositories of a model hub. Nothing of theirs is in this program, and nothing is fetched before somebody says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

HUB: Final = "https://huggingface.co"
_MB: Final = 1_000_000
_OF_WHISPER: Final = ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model by its name. ``size_bytes`` is about what is fetched."""

    engine: str
    name: str
    repository: str
    files: tuple[str, ...]
    licence: str
    size_bytes: int
    languages: str

    def url_of(self, file: str, base: str = HUB) -> str:
        """Where one of its files is fetched from."""
        return f"{base.rstrip('/')}/{self.repository}/resolve/main/{file}"


def _whisper(name: str, megabytes: int) -> Model:
    return Model(
        engine="faster-whisper",
        name=name,
        repository=f"Systran/faster-whisper-{name}",
        files=_OF_WHISPER,
        licence="MIT",
        size_bytes=megabytes * _MB,
        languages="English" if name.endswith(".en") else "99 languages",
    )


def _zipformer(name: str, stem: str, megabytes: int) -> Model:
    parts = (f"encoder-{stem}.int8.onnx", f"decoder-{stem}.onnx", f"joiner-{stem}.int8.onnx")
    return Model(
        engine="sherpa-onnx",
        name=name,
        repository=f"csukuangfj/{name}",
        files=(*parts, "tokens.txt"),
        licence="Apache-2.0",
        size_bytes=megabytes * _MB,
        languages="English",
    )


MODELS: Final[tuple[Model, ...]] = (
    _whisper("base.en", 148),
    _whisper("tiny.en", 78),
    _whisper("small.en", 487),
    _whisper("tiny", 78),
    _whisper("base", 148),
    _whisper("small", 486),
    _zipformer("sherpa-onnx-streaming-zipformer-en-20M-2023-02-17", "epoch-99-avg-1", 46),
    _zipformer("sherpa-onnx-streaming-zipformer-en-2023-06-26", "epoch-99-avg-1-chunk-16-left-128", 74),
)


def models_of(engine: str) -> Iterator[Model]:
    """The named models of an engine, the one that is meant without a name first."""
    return (each for each in MODELS if each.engine == engine)


def named(engine: str, name: str = "") -> Model:
    """A model by its name; without one the first. Raises UsageError where there is none."""
    there = list(models_of(engine))
    found = next((each for each in there if name in {"", each.name}), None)
    if found is None:
        names = ", ".join(each.name for each in there)
        raise UsageError(
            f"The engine {engine} has no model called {name!r}." if name else f"The engine {engine} has no models to fetch.",
            hint=f"There are: {names}." if names else "It needs none.",
        )
    return found
