"""What callers say of a pipeline, in every spelling of contract §2.6 and §2.8, as one normalised wish. Pure.

    caller                     extraction_type          becomes
    index_visuals, index_scenes  time, time_based, none   windows of `time` seconds with `frame_count` pictures (2 s, 5)
    index_scenes               shot, shot_based         the same windows, 10 s long unless `time` says otherwise: a screen is not
                                                        cut into shots, so nothing of it is left to detect
    index_audio, spoken words  transcript, none         batches of the transcript: `segmenter` time, sentence or word with
                                                        `segmentation_value` (30 s, 5 sentences, 10 words)

A type that is left out follows the stream: pictures are seen, sound is read.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.schemas import SCHEMA_KEY, SCHEMA_PROMPT
from lookhear.backend.records import PipelineKind
from lookhear.errors import InvalidRequest, WrongKind

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_WINDOW_S: Final = 0.5
MAX_WINDOW_S: Final = 3600.0
MAX_PICTURES: Final = 30
MAX_UNITS: Final = 10_000  # words or sentences of a batch
DEFAULT_OUTPUT: Final = "scene"
DEFAULT_PROMPT: Final = "Describe the scene"
_DEFAULT_PICTURES: Final = 5
_WINDOW_S: Final = {"time": 2, "shot": 10}
_BATCH: Final = {"time": 30, "sentence": 5, "word": 10}
_UNDERSTOOD_S: Final = 10
_KEY_CHARS: Final = 32
_SPAN: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|sec|m|min|h)?")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, None: 1.0}


class Segmenter(StrEnum):
    """How speech is cut into batches."""

    TIME = "time"
    SENTENCE = "sentence"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A pipeline as it should be. ``config`` is what is shown of it; two wishes with the same ``key`` are one pipeline."""

    kind: PipelineKind
    config: dict[str, object] = field(default_factory=dict)
    prompt: str = ""
    name: str = ""
    model_name: str | None = None
    source_id: str | None = None
    output: str | None = None

    @property
    def key(self) -> str:
        """A transcript is one for each stream, whatever is asked for; of the others everything that is asked for counts."""
        if self.kind is PipelineKind.TRANSCRIPT:
            return ""
        parts = [self.config, self.prompt, self.name, self.model_name, self.source_id, self.output]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:_KEY_CHARS]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRequest:
    """The body of contract §2.6: null and missing are None."""

    extraction_type: str | None = None
    time_s: float | None = None
    frame_count: int | None = None
    segmenter: Segmenter | None = None
    segmentation_value: float | None = None
    prompt: str | None = None
    name: str | None = None
    model_name: str | None = None
    schema: Mapping[str, object] | None = None


def index_wish(request: IndexRequest, *, is_video: bool) -> Wish:
    """The index somebody wants of a stream. Raises WrongKind for pictures of sound or the other way round, InvalidRequest."""
    wanted = (request.extraction_type or ("time" if is_video else "transcript")).removesuffix("_based")
    if wanted not in {"time", "shot", "transcript"}:
        raise InvalidRequest(f"{wanted!r} is no extraction_type.", hint="It is time, shot or transcript.")
    if (wanted == "transcript") is is_video:
        raise _wrong_kind(is_video=is_video)
    return _audio(request) if wanted == "transcript" else _visual(request, wanted)


def understanding_wish(*, segmentation: Mapping[str, object], analyzer: Mapping[str, object], is_stored: bool, is_video: bool) -> Wish:
    """The understanding somebody wants of a stream (§2.8). Raises WrongKind, InvalidRequest."""
    if not is_video:
        raise WrongKind("What is to be seen can only be understood of a display.", hint="Use index_audio for sound.")
    if segmentation.get("type") not in {None, "time", "time_based"}:
        raise InvalidRequest(f"{segmentation['type']!r} is no segmentation of a live stream.", hint='It is {"type": "time"}.')
    if analyzer.get("type") != "vlm":
        raise InvalidRequest("An understanding of a live stream has one analyzer, of the type vlm.")
    sampling, config = _object(analyzer, "sampling"), _object(analyzer, "config")
    window_s = _checked("window", seconds_of_span(segmentation.get("window", _UNDERSTOOD_S)), low=MIN_WINDOW_S, high=MAX_WINDOW_S)
    count = _count("frame_count", sampling.get("frame_count", sampling.get("frameCount")), otherwise=_DEFAULT_PICTURES, most=MAX_PICTURES)
    output = _text(analyzer, "name") or DEFAULT_OUTPUT
    shown: dict[str, object] = {
        "segmentation": {"type": "time", "window": f"{_whole(window_s)}s"},
        "analyzers": [{"type": "vlm", "name": output, "sampling": {"frame_count": count}, "config": config}],
        "store": is_stored,
        "window_s": _whole(window_s),
        "frame_count": count,
    }
    prompt = _text(config, "prompt") or DEFAULT_PROMPT
    return Wish(kind=PipelineKind.UNDERSTANDING, config=shown, prompt=prompt, model_name=_text(config, "model"), output=output)


def source_of(descriptor: Mapping[str, object]) -> tuple[str, str]:
    """The understanding and the output that a descriptor names, which a client may give back with its keys camel-cased (§1.6 H8).

    Raises InvalidRequest.
    """
    found = {re.sub(r"[_-]", "", key).lower(): value for key, value in descriptor.items()}
    understanding = found.get("understandingid", found.get("sourceunderstandingid"))
    output = found.get("output", found.get("outputname", DEFAULT_OUTPUT))
    if not isinstance(understanding, str) or not isinstance(output, str):
        raise InvalidRequest("The source names no understanding.", hint="Give one of the outputs of an understanding.")
    return understanding, output


def seconds_of_span(value: object) -> float:
    """Seconds of ``10s``, ``1.5m``, ``500ms`` or a number. Raises InvalidRequest."""
    match = _SPAN.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if match is not None:
        return float(match[1]) * _SECONDS[match[2]]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise InvalidRequest("A window is a length of time such as 10s.")


def _visual(request: IndexRequest, wanted: str) -> Wish:
    window_s = _WINDOW_S[wanted] if request.time_s is None else _checked("time", request.time_s, low=MIN_WINDOW_S, high=MAX_WINDOW_S)
    count = _count("frame_count", request.frame_count, otherwise=_DEFAULT_PICTURES, most=MAX_PICTURES)
    return Wish(
        kind=PipelineKind.VISUAL,
        config={"extraction_type": wanted, "time": _whole(window_s), "frame_count": count},
        prompt=request.prompt or DEFAULT_PROMPT,
        name=request.name or "",
        model_name=request.model_name,
    )


def _audio(request: IndexRequest) -> Wish:
    segmenter = request.segmenter or Segmenter.TIME
    value: float = _BATCH[segmenter.value]
    if request.segmentation_value is not None and segmenter is Segmenter.TIME:
        value = _checked("segmentation_value", request.segmentation_value, low=MIN_WINDOW_S, high=MAX_WINDOW_S)
    elif request.segmentation_value is not None:
        value = _count("segmentation_value", request.segmentation_value, otherwise=1, most=MAX_UNITS)
    config: dict[str, object] = {"extraction_type": "transcript", "segmenter": segmenter.value, "segmentation_value": _whole(value)}
    if request.schema is not None:
        config[SCHEMA_KEY] = dict(request.schema)
    return Wish(
        kind=PipelineKind.AUDIO,
        config=config,
        prompt=request.prompt or ("" if request.schema is None else SCHEMA_PROMPT),
        name=request.name or "",
        model_name=request.model_name,
    )


def _wrong_kind(*, is_video: bool) -> WrongKind:
    if is_video:
        return WrongKind("This stream is a display and has no sound to index.", hint="Use index_visuals, or a microphone's stream.")
    return WrongKind("This stream is sound and shows nothing to index.", hint="Use index_audio, or a display's stream.")


def _checked(name: str, value: float, *, low: float, high: float) -> float:
    if not low <= value <= high:
        raise InvalidRequest(f"{name} is {value:g}, and may be {low:g} to {high:g}.")
    return value


def _count(name: str, value: object, *, otherwise: int, most: int) -> int:
    if value is None:
        return otherwise
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise InvalidRequest(f"{name} must be a whole number.")
    return int(_checked(name, value, low=1, high=most))


def _object(holder: Mapping[str, object], key: str) -> dict[str, object]:
    value = holder.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidRequest(f"{key} must be an object.")
    return value


def _text(holder: Mapping[str, object], key: str) -> str | None:
    value = holder.get(key)
    if value is not None and not isinstance(value, str):
        raise InvalidRequest(f"{key} must be text.")
    return value or None


def _whole(value: float) -> float:
    """A number without a point where it has no fraction, as it came."""
    return int(value) if value == int(value) else value
