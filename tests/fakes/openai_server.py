"""A service on a real socket that speaks OpenAI's protocol and takes nothing that does not: paths, key, fields, types, forms, pictures.

What breaks the protocol is answered with 400 and noted in ``complaints``, which is checked when the server closes. It can be told to
misbehave in the next requests: see `Fault`.
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final, Self

from tests.fakes.openai_brain import Brain, Chat, ToldImage, told_image

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHAT_FIELDS: Final = {
    "model",
    "messages",
    "response_format",
    "temperature",
    "max_tokens",
    "max_completion_tokens",
    "top_p",
    "seed",
    "stream",
}
_FORM_FIELDS: Final = {"model", "language", "prompt", "response_format", "temperature", "timestamp_granularities[]"}


class Fault(Enum):
    """How a request is answered wrongly."""

    MALFORMED = "JSON that is none"
    NO_CHOICES = "an answer without choices, vectors or text"
    CUT = "half of the body that was announced"
    HTML = "a page for people"
    DRIP = "a byte now and then, for ever"
    HANG = "nothing at all"
    LONG = "more than anybody wants to read"
    REDIRECT = "another address"
    DROP = "a closed connection"
    COMPRESSED = "a body that is compressed"


@dataclass(frozen=True)
class Refusal:
    """A status with an error object."""

    status: int
    code: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class _Violation(Exception):
    """The request breaks the protocol."""


@dataclass(frozen=True)
class Call:
    """A request that kept to the protocol."""

    path: str
    fields: dict[str, Any]
    chat: Chat | None = None


class OpenAiServer:
    """Use it as a context manager. ``knows_schemas`` and ``tells_times``: services that do not refuse those fields with 400."""

    def __init__(
        self,
        *,
        key: str = "",
        models: tuple[str, ...] = ("tiny",),
        brain: Brain | None = None,
        knows_schemas: bool = True,
        tells_times: bool = True,
    ) -> None:
        self.key, self.models, self.brain = key, models, brain or Brain()
        self.knows_schemas, self.tells_times = knows_schemas, tells_times
        self.faults: deque[Fault | Refusal] = deque()
        self.calls: list[Call] = []
        self.tries = 0
        self.complaints: list[str] = []
        self.is_over = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, name="fake-openai")

    @property
    def url(self) -> str:
        """What ``url`` is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def options(self, **more: object) -> dict[str, object]:
        """Options of an engine that asks this service."""
        return {"url": self.url, "model": self.models[0], **more}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        self.is_over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        assert kind is not None or not self.complaints, self.complaints

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The answer to a request. Raises _Violation, or LookupError for a model or a path that there is not."""
        content_type = headers.get("content-type", "")
        if path == "/v1/audio/transcriptions":
            return self._transcription(content_type, body)
        _must(content_type.partition(";")[0] == "application/json", "the body is no JSON")
        fields = json.loads(body)
        _must(isinstance(fields, dict), "the body is no object")
        if path == "/v1/chat/completions":
            return self._chat(fields)
        if path == "/v1/embeddings":
            return self._embeddings(fields)
        raise LookupError(path)

    def _chat(self, fields: dict[str, Any]) -> dict[str, Any]:
        _must(set(fields) <= _CHAT_FIELDS, f"unknown fields {sorted(set(fields) - _CHAT_FIELDS)}")
        self._check_model(fields)
        messages = fields.get("messages")
        _must(isinstance(messages, list) and bool(messages), "messages is no list of them")
        system, texts, images = "", [], []
        for message in messages or []:
            _must(isinstance(message, dict) and set(message) == {"role", "content"}, "a message has a role and a content")
            text, seen = _content(message["content"], may_show=message["role"] == "user")
            images += seen
            _must(message["role"] in {"system", "user", "assistant"}, "a role that there is not")
            if message["role"] == "system":
                system = text
            else:
                texts.append(text)
        _must(bool(texts), "nobody asks anything")
        chat = Chat(fields["model"], system, tuple(texts), tuple(images), _schema(fields.get("response_format")))
        if chat.schema is not None and not self.knows_schemas:
            raise _Unknown("response_format")
        self.calls.append(Call("/chat/completions", fields, chat))
        message = {"role": "assistant", "content": self.brain.say(chat), "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": chat.model, "choices": [choice], "usage": usage}

    def _embeddings(self, fields: dict[str, Any]) -> dict[str, Any]:
        _must(set(fields) <= {"model", "input", "encoding_format", "dimensions"}, "unknown fields")
        self._check_model(fields)
        texts = fields.get("input")
        _must(
            isinstance(texts, list) and bool(texts) and all(isinstance(text, str) and text for text in texts), "input is no list of texts"
        )
        _must(fields.get("encoding_format", "float") == "float", "encoding_format is float here")
        self.calls.append(Call("/embeddings", fields))
        rows = [{"object": "embedding", "index": at, "embedding": self.brain.vector(text)} for at, text in enumerate(texts or [])]
        return {"object": "list", "data": rows, "model": fields["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}

    def _transcription(self, content_type: str, body: bytes) -> dict[str, Any]:
        fields, file = _form(content_type, body)
        _must(set(fields) <= _FORM_FIELDS, f"unknown fields {sorted(set(fields) - _FORM_FIELDS)}")
        self._check_model(fields)
        _must(file.startswith(b"RIFF") and file[8:12] == b"WAVE", "the file is no WAV")
        shape = fields.get("response_format", "json")
        _must(shape in {"json", "verbose_json"}, "response_format is json or verbose_json")
        language = fields.get("language", "")
        _must(language == "" or (len(language) in {2, 3} and language.islower()), "language is no ISO 639 code")
        if "timestamp_granularities[]" in fields:
            _must(shape == "verbose_json" and fields["timestamp_granularities[]"] in {"word", "segment"}, "times need verbose_json")
        if shape == "verbose_json" and not self.tells_times:
            raise _Unknown("response_format")
        self.calls.append(Call("/audio/transcriptions", fields))
        words = self.brain.hear(file)
        text = " ".join(word for word, _, _ in words)
        if shape == "json":
            return {"text": text}
        timed = [{"word": word, "start": start, "end": end} for word, start, end in words]
        return {"task": "transcribe", "language": language or "english", "duration": 1.0, "text": text, "words": timed, "segments": []}

    def _check_model(self, fields: Mapping[str, Any]) -> None:
        _must(isinstance(fields.get("model"), str), "model is no name")
        if fields["model"] not in self.models:
            raise LookupError("model_not_found")


class _Unknown(Exception):
    """A field of the protocol that this service does not know."""


def _must(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads like an assert
    if not is_so:
        raise _Violation(otherwise)


def _content(content: object, *, may_show: bool) -> tuple[str, list[ToldImage]]:
    if isinstance(content, str):
        return content, []
    _must(isinstance(content, list) and bool(content), "content is neither a text nor parts")
    texts, images = [], []
    for part in content if isinstance(content, list) else []:
        match part:
            case {"type": "text", "text": str(text)}:
                texts.append(text)
            case {"type": "image_url", "image_url": {"url": str(url)}} if may_show:
                images.append(_image(url))
            case _:
                raise _Violation("a part that is neither a text nor a picture")
    return "\n".join(texts), images


def _image(url: str) -> ToldImage:
    head, _, data = url.partition(",")
    media_type = head.removeprefix("data:").removesuffix(";base64")
    _must(head == f"data:{media_type};base64" and media_type in {"image/jpeg", "image/png", "image/webp"}, "no data URL of a picture")
    try:
        raw = base64.b64decode(data, validate=True)
        image = told_image(media_type, raw)
    except (binascii.Error, ValueError) as exc:
        raise _Violation("a picture that cannot be decoded") from exc
    starts = {"image/jpeg": b"\xff\xd8", "image/png": b"\x89PNG", "image/webp": b"RIFF"}
    _must(raw.startswith(starts[media_type]), "a picture of another type")
    return image


def _schema(wanted: object) -> dict[str, Any] | None:
    if wanted is None:
        return None
    match wanted:
        case {"type": "json_schema", "json_schema": {"name": str(name), "schema": {"type": "object"} as schema}} if name.isidentifier():
            return dict(schema)
    raise _Violation("response_format is no json_schema with a name and the schema of an object")


def _form(content_type: str, body: bytes) -> tuple[dict[str, str], bytes]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    _must(message.get_content_type() == "multipart/form-data" and message.is_multipart(), "the body is no form")
    fields: dict[str, str] = {}
    file = b""
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        _must(isinstance(name, str) and isinstance(data, bytes), "a field without a name")
        if name == "file":
            _must(bool(part.get_filename()) and isinstance(data, bytes), "the file has no name")
            file = data if isinstance(data, bytes) else b""
        else:
            fields[str(name)] = data.decode() if isinstance(data, bytes) else ""
    return fields, file


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # they are joined

    def __init__(self, service: OpenAiServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = service


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body go out as two pieces

    @property
    def service(self) -> OpenAiServer:
        assert isinstance(self.server, _Server)
        return self.server.service

    def do_POST(self) -> None:
        self.service.tries += 1
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        fault = self.service.faults.popleft() if self.service.faults else None
        if isinstance(fault, Fault):
            self._misbehave(fault)
        elif isinstance(fault, Refusal):
            self._refuse(fault.status, fault.code, fault.headers)
        elif self.service.key and self.headers.get("authorization") != f"Bearer {self.service.key}":
            self._refuse(401, "invalid_api_key")
        else:
            self._serve(body)

    def _serve(self, body: bytes) -> None:
        try:
            found = self.service.answer(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        except LookupError as exc:
            self._refuse(404, "model_not_found" if "model_not_found" in str(exc) else "")
        except _Unknown as exc:
            self._refuse(400, f"unsupported_{exc}")
        except (_Violation, ValueError) as exc:
            self.service.complaints.append(f"{self.path}: {exc}")
            self._refuse(400, "invalid_request_error")
        else:
            self._send(200, json.dumps(found).encode())

    def _refuse(self, status: int, code: str = "", headers: Mapping[str, str] | None = None) -> None:
        error = {
            "message": "what was sent is repeated here: SECRET WORDS",
            "type": "invalid_request_error",
            "param": None,
            "code": code or None,
        }
        self._send(status, json.dumps({"error": error}).encode(), headers=headers)

    def _send(self, status: int, body: bytes, *, headers: Mapping[str, str] | None = None, announced: int | None = None) -> None:
        self.send_response(status)
        length = str(len(body) if announced is None else announced)
        for name, value in {"Content-Type": "application/json", "Content-Length": length, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _misbehave(self, fault: Fault) -> None:
        if fault is Fault.MALFORMED:
            self._send(200, b'{"choices": [{"message": {"content": "half')
        elif fault is Fault.NO_CHOICES:
            self._send(200, b'{"object": "chat.completion", "choices": [], "data": []}')
        elif fault is Fault.HTML:
            self._send(200, b"<!doctype html><title>Sign in</title>", headers={"Content-Type": "text/html; charset=utf-8"})
        elif fault is Fault.LONG:
            self._long()
        elif fault is Fault.REDIRECT:
            self._send(302, b"", headers={"Location": f"{self.service.url}/elsewhere"})
        elif fault is Fault.COMPRESSED:
            self._send(200, b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
        elif fault is Fault.CUT:
            self._send(200, b'{"choices": [', announced=4096)
            self.close_connection = True
        elif fault is Fault.DRIP:
            self._drip()
        else:
            if fault is Fault.HANG:
                self.service.is_over.wait(20)
            self.close_connection = True

    def _long(self) -> None:
        try:
            self._send(200, b" " * (1 << 20), announced=1 << 40)
            while not self.service.is_over.is_set():
                self.wfile.write(b" " * (1 << 20))
        except OSError:
            pass  # nobody reads any more, as it should be
        self.close_connection = True

    def _drip(self) -> None:
        try:
            self._send(200, b"{", announced=4096)
            while not self.service.is_over.wait(0.05):
                self.wfile.write(b" ")
        except OSError:
            pass
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        """Say nothing."""
