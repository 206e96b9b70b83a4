"""What engines are asked and what they say, in the words of the wire. An engine may say anything: it is made plain here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed, LookhearError
from lookhear.understanding.plain import plain_number, plain_object, plain_text
from lookhear.understanding.ports import Description, Utterance, Verdict, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_UTTERANCES: Final = 1000  # in one answer
MAX_WORDS: Final = 5000
_MAX_RETRY_S: Final = 24 * 3600.0


def of_utterances(utterances: Sequence[Utterance]) -> list[dict[str, object]]:
    """Something that was said, for the wire."""
    return [
        {
            "start_ns": int(each.start_ns),
            "end_ns": int(each.end_ns),
            "text": plain_text(each.text),
            "is_final": bool(each.is_final),
            "words": [[int(word.start_ns), int(word.end_ns), plain_text(word.text)] for word in each.words[:MAX_WORDS]],
            "confidence": None if each.confidence is None else plain_number(each.confidence),
        }
        for each in utterances[:MAX_UTTERANCES]
    ]


def utterances_of(told: Sequence[Mapping[str, Any]]) -> tuple[Utterance, ...]:
    """Something that was said, from the wire."""
    return tuple(
        Utterance(
            start_ns=int(each["start_ns"]),
            end_ns=int(each["end_ns"]),
            text=str(each["text"]),
            is_final=bool(each["is_final"]),
            words=tuple(Word(start_ns=int(start), end_ns=int(end), text=str(text)) for start, end, text in each["words"]),
            confidence=None if each["confidence"] is None else min(max(float(each["confidence"]), 0.0), 1.0),
        )
        for each in told
    )


def of_description(description: Description) -> dict[str, object]:
    """What is to be seen, for the wire."""
    return {"text": plain_text(description.text), "metadata": plain_object(description.metadata)}


def description_of(told: Mapping[str, Any]) -> Description:
    """What is to be seen, from the wire."""
    return Description(text=str(told["text"]), metadata=dict(told["metadata"]))


def of_verdict(verdict: Verdict) -> dict[str, object]:
    """A judgement, for the wire."""
    return {
        "is_triggered": bool(verdict.is_triggered),
        "confidence": plain_number(verdict.confidence) or 0.0,
        "explanation": plain_text(verdict.explanation),
    }


def verdict_of(told: Mapping[str, Any]) -> Verdict:
    """A judgement, from the wire."""
    return Verdict(
        is_triggered=bool(told["is_triggered"]),
        confidence=min(max(float(told["confidence"]), 0.0), 1.0),
        explanation=str(told["explanation"]),
    )


def of_error(error: BaseException, *, engine: str) -> dict[str, object]:
    """Why there is no answer, for the wire. Of what nobody expected only its type is told: its words may be somebody's."""
    if isinstance(error, EngineCrashed):
        kind = "crashed"
    elif isinstance(error, LookhearError):
        kind = "busy" if error.is_retryable else "failed"
    else:
        sentence = f"The engine {engine} failed in a way that nobody expected ({type(error).__name__})."
        return {"kind": "crashed", "message": sentence, "hint": "Its log says more: see LOOKHEAR_ENGINE_LOG.", "retry_after_s": None}
    retry_s = error.retry_after_s if isinstance(error, EngineBusy) else None
    return {
        "kind": kind,
        "message": plain_text(str(error)),
        "hint": plain_text(error.hint),
        "retry_after_s": None if retry_s is None else plain_number(retry_s),
    }


def error_of(told: Mapping[str, Any]) -> EngineFailed:
    """Why there is no answer, from the wire."""
    message, hint, retry_s = str(told["message"]), str(told["hint"]), told["retry_after_s"]
    if told["kind"] == "failed":
        return EngineFailed(message, hint=hint)
    kind = EngineCrashed if told["kind"] == "crashed" else EngineBusy
    return kind(message, hint=hint, retry_after_s=None if retry_s is None else min(max(float(retry_s), 0.0), _MAX_RETRY_S))
