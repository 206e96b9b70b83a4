"""Every endpoint under what nobody would send: no answer is a failure of the server, and every one is as the description says.

One backend with real recordings runs through all of it, with engines and its background work. Three of four requests name what is
really there, so that they get past the first look-up. WebSockets are left out: OpenAPI has no words for them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

from tests.fakes.engines import deterministic
from tests.tools.footage import Sender, pictures, sound, wall_ns_ago
from tests.tools.hosted import HostedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemathesis import Case, SerializationContext
    from schemathesis.schemas import APIOperation

BINARY: Final = ("video/mp4", "audio/mp4", "application/x-ndjson")
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
# Not asked: whether everything that the schema forbids is refused. It is not: unknown keys are ignored, null is the same as missing
# and numbers may come as text, because SDKs send all of these (contract §1.6). Who may ask what is tests/contract/test_scopes.py.
EXAMPLES: Final = {GenerationMode.POSITIVE: 5, GenerationMode.NEGATIVE: 3}
REAL: Final = st.integers(0, 3).map(bool)
BUSY: Final = HTTPStatus.SERVICE_UNAVAILABLE
ANSWER_S: Final = 60.0


@schemathesis.serializer(*BINARY)
def as_it_is(_ctx: SerializationContext, value: Any) -> bytes:  # noqa: ANN401 - the fuzzer's signature
    """Bytes go out as they were made up."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@dataclass
class Seeded:
    """What is really there: for each parameter and field the values that mean something."""

    key: str
    http: httpx.Client
    known: dict[str, list[Any]] = field(default_factory=dict)
    grant: str = ""

    def ask(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - it is JSON
        """The data of a request that must succeed."""
        answer = self.http.request(method, path, json=body, headers={"x-access-token": self.key})
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()["data"]

    def know(self, **values: Any) -> None:  # noqa: ANN401 - ids are text, numbers of fragments are numbers
        """Remember values that mean something."""
        for name, value in values.items():
            self.known.setdefault(name, []).append(value)


def seed(backend: HostedBackend) -> Iterator[Seeded]:
    """Put one of everything into a backend that runs."""
    footage = [pictures(seconds=4), sound(seconds=4)]
    with httpx.Client(base_url=backend.url, timeout=ANSWER_S, trust_env=False) as http:
        seeded = Seeded(backend.key, http)
        for is_whole in (True, False):
            with Sender(backend.url, backend.key) as sender:
                sender.begin(*(each.track for each in footage), wall_origin_ns=wall_ns_ago(60, time.time_ns()))
                for each in footage:
                    sender.put_init(each)
                    sender.put(each)
                    if is_whole:
                        sender.complete(each)
                if is_whole:
                    sender.stop()
                seeded.know(session_id=sender.session_id, slug=sender.slug, recording_id=sender.session["recording_id"])
                for stream_id in sender.streams.values():
                    seeded.know(stream_id=stream_id)
                seeded.grant = sender.grant
        _make_things(seeded)
        seeded.know(number=1, first=1, last=8, seq=2, collection_id="default", v=seeded.known["slug"][0])
        yield seeded


def _make_things(seeded: Seeded) -> None:
    """Whatever can be made of a recording."""
    ended, (display, microphone) = seeded.known["session_id"][0], seeded.known["stream_id"][:2]
    seeded.ask("POST", f"/collection/default/capture/session/{ended}/export", {})
    videos = seeded.ask("GET", "/video")["videos"]
    assert videos
    for video in videos:
        seeded.know(video_id=video["id"])
    analyzer = {"type": "vlm", "name": "scene", "config": {"prompt": "What is there?"}}
    understood = seeded.ask("POST", f"/rtstream/{display}/understand", {"analyzers": [analyzer]})
    index = seeded.ask("POST", f"/rtstream/{display}/index/scene", {"prompt": "What is there?"})
    second = seeded.ask("POST", f"/rtstream/{display}/indexes", {"source": understood["outputs"]["scene"], "name": "scenes"})
    event = seeded.ask("POST", "/rtstream/event", {"event_prompt": "It is bright.", "label": "bright"})
    watched = f"/rtstream/{display}/index/{index['rtstream_index_id']}/alert"
    alert = seeded.ask("POST", watched, {"event_id": event["event_id"], "callback_url": ""})
    seeded.ask("POST", f"/rtstream/{microphone}/transcription", {"action": "start"})
    for index_id in (index["rtstream_index_id"], second["index_id"]):
        seeded.know(index_id=index_id, scene_index_id=index_id)
    seeded.know(understanding_id=understood["understanding_id"], event_id=event["event_id"], alert_id=alert["alert_id"])
    seeded.know(target=ended, delivery_id=1, key_id=seeded.ask("POST", "/key", {})["id"])


@pytest.fixture
def seeded(tmp_path: Path) -> Iterator[Seeded]:
    with HostedBackend(tmp_path, engines=deterministic(), key_requests_per_s=0.0, is_embedded=True) as backend:
        yield from seed(backend)


def endpoints(seeded: Seeded) -> list[APIOperation[Any, Any, Any, Any]]:
    """All that is described, those that remove things last."""
    document = seeded.http.get("/openapi.json").raise_for_status().json()
    results = list(schemathesis.openapi.from_dict(document).get_all_operations())
    found = [result.ok() for result in results if isinstance(result, Ok)]
    assert len(found) == len(results)  # the description itself is right
    return sorted(found, key=lambda each: each.method.lower() == "delete")


def filled(case: Case[Any], seeded: Seeded, draw: st.DataObject) -> None:
    """Name what is really there, in most of the places that can."""
    places = [case.path_parameters, case.query, case.body if isinstance(case.body, dict) else {}]
    for place in places:
        for name in list(place or ()):
            if name in seeded.known and draw.draw(REAL):
                place[name] = draw.draw(st.sampled_from(seeded.known[name]))


def credential_for(case: Case[Any], seeded: Seeded) -> dict[str, str]:
    """One that gets through."""
    return {"x-access-token": seeded.grant if case.operation.path.startswith("/ingest/") else seeded.key}


@pytest.mark.timeout(600)
def test_every_endpoint_answers_as_its_description_says(seeded: Seeded, subtests: pytest.Subtests) -> None:
    asked = 0
    for operation in endpoints(seeded):
        with subtests.test(operation.label):
            fuzz(operation, seeded, mode=GenerationMode.POSITIVE)
            if can_be_wrong(operation):
                fuzz(operation, seeded, mode=GenerationMode.NEGATIVE)
        asked += 1
    assert asked > 80


def can_be_wrong(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    """Whether there is anything but text in paths, which is always of the right type."""
    raw = operation.definition.raw
    return "requestBody" in raw or any(each["schema"].get("type") != "string" for each in raw.get("parameters", ()))


def fuzz(operation: APIOperation[Any, Any, Any, Any], seeded: Seeded, *, mode: GenerationMode) -> None:
    """Ask one endpoint many times."""

    @settings(max_examples=EXAMPLES[mode], deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), draw=st.data())
    def one(case: Case[Any], draw: st.DataObject) -> None:
        filled(case, seeded, draw)
        response = case.call(base_url=str(seeded.http.base_url), headers=credential_for(case, seeded), timeout=ANSWER_S)
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            told = [f"{failure.title}: {failure.message}" for failure in group.exceptions]
            raise AssertionError("\n".join([case.as_curl_command(), *told])) from None

    one()
