"""What a service's answers say: refusals in sentences, and the text, vectors or words that were asked for. Pure."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

import numpy as np

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.system.web import retry_after_s

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lookhear.understanding.endpoints.asking import Answer
    from lookhear.understanding.endpoints.options import EndpointOptions

_OK: Final = 200
_PATIENCE: Final = frozenset({408, 409, 425, 429, 502, 503, 504, 529})
_MENDING_S: Final = 60.0  # a key, a model or an address that is wrong: somebody has to put it right, and nothing is left out until then
_UNPAID: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
_CONTENT: Final = frozenset({"content_filter", "content_policy_violation", "moderation", "moderation_blocked", "input_flagged"})
_CODE: Final = re.compile(r"[a-z][a-z0-9_.-]{0,63}")  # a word of the protocol, no sentence that may repeat what was sent
_THOUGHTS: Final = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>\s*", re.DOTALL)
_FENCE: Final = re.compile(r"\A\s*```[a-zA-Z]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_LEAST_LENGTH: Final = 1e-12
_LONGEST_S: Final = 86_400.0  # of a sound that is sent


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardWord:
    """A word and when it was said, in seconds of the sound that was sent."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A transcription. ``words`` is empty where the service tells no times; ``language`` where it tells none."""

    text: str
    words: tuple[HeardWord, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a model said; ``is_cut``: there was more to come."""

    text: str
    is_cut: bool = False


def code_of(answer: Answer) -> str:
    """The service's word for what is wrong, such as ``model_not_found``; empty where it has none."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    error = found.get("error", found) if isinstance(found, dict) else None
    words = [error.get("code"), error.get("type")] if isinstance(error, dict) else []
    return next((word for word in words if isinstance(word, str) and _CODE.fullmatch(word)), "")


def refusal(answer: Answer, options: EndpointOptions, *, model: str) -> EngineFailed:
    """What follows from a status that is no success."""
    who, status, code = options.who, answer.status, code_of(answer)
    told = f"{status}, {code}" if code else f"{status}"
    if status == 401:  # noqa: PLR2004 - RFC 9110's numbers
        place = options.key.place
        hint = f"Look at the key in {place}." if place else "Name the key with key_env or key_secret in engines.toml."
        error: EngineFailed = to_mend(f"{who} does not know who asks ({told}).", hint=hint)
    elif status == 402 or code in _UNPAID:  # noqa: PLR2004
        error = to_mend(f"{who} wants to be paid ({told}).", hint="Look at the account that the key belongs to.")
    elif status == 403 and not _is_about_content(answer, code):  # noqa: PLR2004
        error = to_mend(f"{who} does not allow this ({told}).", hint="May this key use this model, from this network?")
    elif status == 404:  # noqa: PLR2004
        hint = "Look at model and url, which mostly ends in /v1."
        error = to_mend(f"{who} has no model {model!r}, or not at this address ({told}).", hint=hint)
    elif status // 100 == 3:  # noqa: PLR2004
        hint = "Set url to the address that it really has."
        error = to_mend(f"{who} sends us elsewhere ({told}), and nothing is sent along.", hint=hint)
    elif status in _PATIENCE:
        error = EngineBusy(f"{who} asks for patience ({told}).", retry_after_s=_patience_s(answer))
    elif status // 100 == 5:  # noqa: PLR2004
        error = EngineCrashed(f"{who} failed ({told}).", hint="Its own log may say why.")
    else:
        error = EngineFailed(f"{who} refuses what it was asked ({told}).", hint="Does its model take this kind and this length of input?")
    error.reason = code
    return error


def to_mend(message: str, *, hint: str) -> EngineBusy:
    """What no content is to blame for: a key, a model, an address. It waits for whoever puts it right."""
    return EngineBusy(message, hint=hint, retry_after_s=_MENDING_S)


def _is_about_content(answer: Answer, code: str) -> bool:
    """Whether a 403 refuses what was sent, and not who sent it. Some say it with a code, some with what their moderation found."""
    if code in _CONTENT:
        return True
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return False
    error = found.get("error") if isinstance(found, dict) else None
    facts = error.get("metadata") if isinstance(error, dict) else None
    return isinstance(facts, dict) and not facts.keys().isdisjoint({"reasons", "flagged_input"})


def object_of(answer: Answer, who: str) -> dict[str, object]:
    """The object that a successful answer holds. Raises EngineFailed for anything else, EngineBusy for a page for people."""
    if answer.content_type == "text/html":
        hint = "Look at url: it mostly ends in /v1. A sign-in page answers like this as well."
        raise to_mend(f"{who} answers with a page for people.", hint=hint)
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as exc:
        raise _rubbish(who, "no JSON") from exc
    if not isinstance(found, dict):
        raise _rubbish(who, "no object")
    return found


def said_of(found: Mapping[str, object], who: str) -> Said:
    """The text of the first choice of a chat completion. Raises EngineFailed."""
    choices = found.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        raise _rubbish(who, "no choices")
    if message.get("refusal") or first.get("finish_reason") == "content_filter":
        raise EngineFailed(f"{who} does not want to answer this.", hint="Ask differently, or choose another model.")
    text = _THOUGHTS.sub("", _text_of(message.get("content"))).strip()
    if not text:
        raise _rubbish(who, "no text")
    return Said(text=text, is_cut=first.get("finish_reason") == "length")


def json_in(text: str) -> object:
    """The JSON in a model's text, whatever stands around it. Raises ValueError."""
    fenced = _FENCE.match(text)
    if fenced is not None:
        text = fenced[1]
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    try:
        try:
            return json.loads(text, parse_constant=_refused, parse_float=_finite)
        except ValueError:
            if not starts:
                raise
            return json.JSONDecoder(parse_constant=_refused, parse_float=_finite).raw_decode(text, min(starts))[0]
    except RecursionError as exc:
        raise ValueError("nested too deeply") from exc


def vectors_of(found: Mapping[str, object], who: str, *, count: int) -> NDArray[np.float32]:
    """The vectors of an answer, in the order of the texts, of length one. Raises EngineFailed."""
    rows = found.get("data")
    if not isinstance(rows, list) or len(rows) != count:
        raise _rubbish(who, "not one vector for each text")
    ordered: list[object] = [None] * count
    for number, row in enumerate(rows):
        index = row.get("index", number) if isinstance(row, dict) else None
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < count or ordered[index] is not None:
            raise _rubbish(who, "vectors without an order")
        ordered[index] = row["embedding"] if isinstance(row, dict) and "embedding" in row else None
    try:
        with np.errstate(over="ignore"):
            vectors = np.asarray(ordered, dtype=np.float32)
            lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    except (TypeError, ValueError, OverflowError) as exc:
        raise _rubbish(who, "vectors that are none") from exc
    if vectors.ndim != 2 or not vectors.shape[1] or not np.isfinite(lengths).all():  # noqa: PLR2004 - texts and dimensions
        raise _rubbish(who, "vectors that are none")
    return np.asarray(vectors / np.maximum(lengths, _LEAST_LENGTH), dtype=np.float32)


def heard_of(found: Mapping[str, object], who: str) -> Heard:
    """The transcription in an answer. Raises EngineFailed."""
    text = found.get("text")
    if not isinstance(text, str):
        raise _rubbish(who, "no text")
    language = found.get("language")
    return Heard(text=text.strip(), words=_words_of(found), language=language if isinstance(language, str) else "")


def _words_of(found: Mapping[str, object]) -> tuple[HeardWord, ...]:
    """Words stand beside the segments or in them, depending on the service. One without a time makes all of them useless."""
    listed = found.get("words")
    if not isinstance(listed, list):
        segments = found.get("segments")
        inner = [segment.get("words") for segment in segments if isinstance(segment, dict)] if isinstance(segments, list) else []
        listed = [word for words in inner if isinstance(words, list) for word in words]
    words = []
    for word in listed:
        text = word.get("word", word.get("text")) if isinstance(word, dict) else None
        start_s, end_s = (_seconds(word.get(name)) for name in ("start", "end")) if isinstance(word, dict) else (None, None)
        if not isinstance(text, str) or start_s is None or end_s is None or end_s < start_s:
            return ()
        if text.strip():
            words.append(HeardWord(text=text.strip(), start_s=start_s, end_s=end_s))
    return tuple(sorted(words, key=lambda word: word.start_s))


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST_S:
        return None
    return float(value)


def _text_of(content: object) -> str:
    """Content is a text, or parts of which some are text."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, dict) and part.get("type") == "text"]
    return "".join(text for text in texts if isinstance(text, str))


def _patience_s(answer: Answer) -> float | None:
    """What the service asks for, in seconds or thousandths of them; None where it does not say."""
    seconds = retry_after_s(answer.retry_after_ms) / 1000 or retry_after_s(answer.retry_after)
    return seconds or None


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(text: str) -> float:
    """A number that can be told again: 1e999 is read as one without an end, which JSON has no word for."""
    number = float(text)
    return number if math.isfinite(number) else _refused(text)


def _rubbish(who: str, what: str) -> EngineFailed:
    return EngineFailed(f"{who} answers with {what}.", hint="Does it speak OpenAI's protocol at this address?")
