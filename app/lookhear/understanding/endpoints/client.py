"""Asks one service: for text (with pictures, with a schema), for vectors, for what was said. Blocking; for any number of threads."""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed
from lookhear.understanding.endpoints.answers import (
    Heard,
    HeardWord,
    Said,
    code_of,
    heard_of,
    json_in,
    object_of,
    refusal,
    said_of,
    to_mend,
    vectors_of,
)
from lookhear.understanding.endpoints.asking import Asker
from lookhear.understanding.endpoints.keys import key_of
from lookhear.understanding.endpoints.options import endpoint_options
from lookhear.understanding.endpoints.schema import complaint, complaint_about_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.understanding.endpoints.asking import Answer

__all__ = ["Endpoint", "Heard", "HeardWord", "Image"]

_TEXT_BYTES: Final = 4 << 20
_VECTORS_BYTES: Final = 64 << 20
_HEARD_BYTES: Final = 16 << 20
_JSON: Final = "application/json"
_REFUSES_FIELDS: Final = frozenset({400, 404, 415, 422, 500, 501})  # what servers answer to a field they do not know
_KEY_IS_WRONG: Final = frozenset({401, 403})
_ANOTHER_REASON: Final = frozenset({"context_length_exceeded", "model_not_found", "invalid_api_key", "content_filter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture as a file: JPEG, PNG or WebP."""

    data: bytes
    media_type: str = "image/jpeg"


class Endpoint:
    """One service with its options. Raises EngineFailed at once for options that cannot work."""

    def __init__(self, options: Mapping[str, object], *, default_model: str = "") -> None:
        self._given = options
        self._options = endpoint_options(options, default_model=default_model)
        self._asker = Asker(self._options)
        self._takes_schemas = True  # until it was seen not to; two threads may find it out at a time
        self._tells_times = True

    @property
    def model(self) -> str:
        """The one that is asked where a call names none."""
        return self._options.model

    def ask(
        self,
        prompt: str,
        *,
        system: str = "",
        images: Sequence[Image] = (),
        schema: Mapping[str, object] | None = None,
        model: str | None = None,
    ) -> str:
        """What the model says. With a schema: JSON that fits it; what does not is sent back once with what is wrong.

        Raises EngineFailed, EngineBusy, EngineCrashed.
        """
        messages: list[object] = [{"role": "system", "content": system}] if system else []
        messages.append({"role": "user", "content": _content(prompt, images)})
        if schema is None:
            return self._said(messages, model=model).text
        wrong = complaint_about_schema(schema)
        if wrong:
            raise EngineFailed(f"The schema cannot be asked with: {wrong}.")
        return self._fitting(messages, schema, model=model)

    def vectors(self, texts: Sequence[str], *, model: str | None = None) -> NDArray[np.float32]:
        """Vectors of length one, in the shape (texts, dimensions). Raises as `ask` does."""
        name = self._model(model)
        fields: dict[str, object] = {"model": name, "input": list(texts), "encoding_format": "float"}
        return vectors_of(self._posted("/embeddings", fields, max_bytes=_VECTORS_BYTES), self._options.who, count=len(texts))

    def transcribe(self, wav: bytes, *, language: str | None, prompt: str = "", model: str | None = None) -> Heard:
        """What is said in a WAV file; ``language`` such as ``en``, None: the model finds out. Raises as `ask` does."""
        name = self._model(model)
        fields = [("model", name)]
        if language:
            fields.append(("language", language.partition("-")[0].lower()))
        if prompt:
            fields.append(("prompt", prompt))
        if self._tells_times:
            timed = [*fields, ("response_format", "verbose_json"), ("timestamp_granularities[]", "word")]
            answer = self._sent_form(timed, wav)
            if answer.status not in _REFUSES_FIELDS or code_of(answer) in _ANOTHER_REASON:
                return self._heard(answer, name)
        heard = self._heard(self._sent_form([*fields, ("response_format", "json")], wav), name)
        self._tells_times = False
        return heard

    def close(self) -> None:
        """Close the connections."""
        self._asker.close()

    def _model(self, model: str | None) -> str:
        name = self._options.model_of(model)
        if not name:
            raise to_mend(f"{self._options.who} was not told which model to use.", hint="Set model in engines.toml.")
        return name

    def _fitting(self, messages: list[object], schema: Mapping[str, object], *, model: str | None) -> str:
        said = self._first(messages, schema, model=model)
        value, wrong = _looked_at(said, schema)
        if wrong:
            again = [*messages, {"role": "assistant", "content": said.text}, {"role": "user", "content": _repair(wrong, schema)}]
            said = self._said(again, model=model, schema=schema if self._takes_schemas else None)
            value, wrong = _looked_at(said, schema)
        if wrong:
            told = f"{self._options.who} does not answer with JSON that fits the schema."
            raise EngineFailed(told, hint="Choose another model, or a simpler schema.")
        return json.dumps(value, ensure_ascii=False)

    def _first(self, messages: list[object], schema: Mapping[str, object], *, model: str | None) -> Said:
        """The first try: with the protocol's field for schemas, or in words where the service refuses it."""
        if self._takes_schemas and schema.get("type", "object") == "object":  # the protocol has no schema of anything else
            answer = self._sent(self._chat(messages, model=model, schema=schema))
            if answer.status not in _REFUSES_FIELDS or code_of(answer) in _ANOTHER_REASON:
                return self._said_in(answer, model=model)
            said = self._said([*messages, {"role": "user", "content": _instruction(schema)}], model=model)
            self._takes_schemas = False
            return said
        return self._said([*messages, {"role": "user", "content": _instruction(schema)}], model=model)

    def _chat(self, messages: list[object], *, model: str | None, schema: Mapping[str, object] | None) -> dict[str, object]:
        fields: dict[str, object] = {"model": self._model(model), "messages": messages}
        if schema is not None and schema.get("type", "object") == "object":
            fields["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": dict(schema)}}
        return fields

    def _said(self, messages: list[object], *, model: str | None, schema: Mapping[str, object] | None = None) -> Said:
        return self._said_in(self._sent(self._chat(messages, model=model, schema=schema)), model=model)

    def _said_in(self, answer: Answer, *, model: str | None) -> Said:
        return said_of(self._object(answer, self._model(model)), self._options.who)

    def _sent(self, fields: dict[str, object]) -> Answer:
        body = json.dumps({**self._options.body, **fields}).encode()
        return self._asker.post("/chat/completions", body=body, content_type=_JSON, max_bytes=_TEXT_BYTES)

    def _posted(self, path: str, fields: dict[str, object], *, max_bytes: int) -> dict[str, object]:
        body = json.dumps({**self._options.body, **fields}).encode()
        answer = self._asker.post(path, body=body, content_type=_JSON, max_bytes=max_bytes)
        return self._object(answer, str(fields["model"]))

    def _object(self, answer: Answer, model: str) -> dict[str, object]:
        if answer.status in _KEY_IS_WRONG:
            with contextlib.suppress(EngineFailed):  # the next request has the key that somebody put right
                self._asker.key = key_of(self._given)
        if answer.status // 100 != 2:  # noqa: PLR2004 - the class of statuses that RFC 9110 calls successful
            raise refusal(answer, self._options, model=model)
        return object_of(answer, self._options.who)

    def _heard(self, answer: Answer, model: str) -> Heard:
        return heard_of(self._object(answer, model), self._options.who)

    def _sent_form(self, fields: Sequence[tuple[str, str]], wav: bytes) -> Answer:
        boundary = secrets.token_hex(16)
        lines = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="sound.wav"\r\nContent-Type: audio/wav\r\n\r\n'
        body = "".join([*lines, head]).encode() + wav + f"\r\n--{boundary}--\r\n".encode()
        content_type = f"multipart/form-data; boundary={boundary}"
        return self._asker.post("/audio/transcriptions", body=body, content_type=content_type, max_bytes=_HEARD_BYTES)


def _content(prompt: str, images: Sequence[Image]) -> object:
    """A text alone is sent as one: many small servers know no parts."""
    if not images:
        return prompt
    parts: list[object] = [{"type": "text", "text": prompt}]
    for image in images:
        url = f"data:{image.media_type};base64,{base64.b64encode(image.data).decode('ascii')}"
        parts.append({"type": "image_url", "image_url": {"url": url}})
    return parts


def _looked_at(said: Said, schema: Mapping[str, object]) -> tuple[object, str]:
    """The JSON in an answer, and what is wrong with it."""
    try:
        value = json_in(said.text)
    except ValueError:
        return None, "it was cut off before its end; be shorter" if said.is_cut else "it is no JSON"
    return value, complaint(value, schema)


def _instruction(schema: Mapping[str, object]) -> str:
    return f"Answer with JSON only, without any other text, that fits this JSON Schema:\n{json.dumps(schema, ensure_ascii=False)}"


def _repair(wrong: str, schema: Mapping[str, object]) -> str:
    return f"That does not fit: {wrong}. {_instruction(schema)}"
