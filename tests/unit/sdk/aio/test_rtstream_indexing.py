"""Having a stream understood: what is sent for each way of asking (contract §2.6, §2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import InvalidRequestError
from lookhear.sdk.aio.rtstream import AsyncRTStream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

    Asking = Callable[[AsyncRTStream], Awaitable[Any]]

MADE = {"rtstream_index_id": "scene-idx-1", "extraction_type": "time", "extraction_config": {"time": 2}, "prompt": "p", "status": "running"}
PLAIN: list[tuple[Asking, dict[str, Any]]] = [
    (lambda s: s.index_audio(prompt="Decisions"), {"extraction_type": "transcript", "prompt": "Decisions"}),
    (
        lambda s: s.index_audio(batch_config={"type": "time", "value": 20}, ws_connection_id="ws-1", name="n"),
        {
            "extraction_type": "transcript",
            "extraction_config": {"segmenter": "time", "segmentation_value": 20},
            "ws_connection_id": "ws-1",
            "name": "n",
        },
    ),
    (lambda s: s.index_visuals(prompt="What?"), {"extraction_type": "time", "prompt": "What?"}),
    (
        lambda s: s.index_visuals("What?", {"type": "time", "value": 4, "frame_count": 1}, "basic", {"k": 1}, sandbox_id="sb"),
        {
            "extraction_type": "time",
            "extraction_config": {"time": 4, "frame_count": 1},
            "prompt": "What?",
            "model_name": "basic",
            "model_config": {"k": 1},
            "sandbox_id": "sb",
        },
    ),
    (lambda s: s.index_visuals(batch_config={"value": 4}), {"extraction_type": "time", "extraction_config": {"time": 4}}),
    (lambda s: s.index_visuals(batch_config={"type": "shot"}), {"extraction_type": "shot", "extraction_config": {}}),
    (
        lambda s: s.index_scenes(),
        {"extraction_type": "time", "extraction_config": {"time": 2, "frame_count": 5}, "prompt": "Describe the scene"},
    ),
    (
        lambda s: s.index_spoken_words(),
        {"extraction_type": "transcript", "extraction_config": {"segmenter": "word", "segmentation_value": 10}},
    ),
]


@pytest.mark.parametrize(("ask", "body"), PLAIN)
def test_what_was_not_said_is_left_out_and_the_rest_is_as_the_contract_has_it(backend: Backend, ask: Asking, body: dict[str, Any]) -> None:
    backend.expect("POST", "rtstream/rts-1/index/scene", MADE)
    index = backend.run(lambda api: ask(AsyncRTStream(api, {"id": "rts-1"})))
    assert backend.said == body
    assert (index.rtstream_index_id, index.id, index.rtstream_id, index.status) == ("scene-idx-1", "scene-idx-1", "rts-1", "running")
    assert (index.extraction_config, index.prompt) == ({"time": 2}, "p")


def test_indexes_of_a_stream_are_listed_and_looked_up(backend: Backend) -> None:
    backend.expect("GET", "rtstream/rts-1/index/scene", {"scene_indexes": [MADE]})
    backend.expect("GET", "rtstream/rts-1/index/scene-idx-2", {"prompt": "other"})

    async def looked_up(api: AsyncApi) -> Found:
        stream = AsyncRTStream(api, {"rtstream_id": "rts-1"})
        return [*await stream.list_scene_indexes(), await stream.get_scene_index("scene-idx-2")]

    first, second = backend.run(looked_up)
    assert (first.id, second.id, second.prompt) == ("scene-idx-1", "scene-idx-2", "other")


def test_an_understanding_is_made_listed_and_looked_up(backend: Backend) -> None:
    outputs = {"scene": {"understanding_id": "und-1", "output": "scene"}}
    backend.expect("POST", "rtstream/rts-1/understand", {"understanding_id": "und-1", "status": "running", "outputs": outputs})
    backend.expect("GET", "rtstream/rts-1/understand", {"understandings": [{"understanding_id": "und-1", "store": False}]})
    backend.expect("GET", "rtstream/rts-1/understand/und-1", {})
    analyzers = [{"type": "vlm", "name": "scene", "config": {"prompt": "What?"}}]

    async def understood(api: AsyncApi) -> Found:
        stream = AsyncRTStream(api, {"id": "rts-1"})
        made = await stream.understand({"type": "time", "window": "10s"}, analyzers, ws_connection_id="ws-1")
        return made, (await stream.list_understanding())[0], await stream.get_understanding("und-1")

    made, listed, found = backend.run(understood)
    assert backend.wire.asked[0].body == {
        "segmentation": {"type": "time", "window": "10s"},
        "analyzers": analyzers,
        "store": True,
        "ws_connection_id": "ws-1",
    }
    assert {each.id for each in (made, listed, found)} == {"und-1"}
    assert (made.store, listed.store, made.outputs) == (True, False, outputs)


def test_an_index_over_an_understanding_is_made_from_its_output(backend: Backend) -> None:
    backend.expect("POST", "rtstream/rts-1/indexes", {"index_id": "idx-1", "name": "n"})
    backend.expect("GET", "rtstream/rts-1/indexes", {"indexes": [{"index_id": "idx-1"}]})
    backend.expect("GET", "rtstream/rts-1/indexes/idx-1", {"status": "running"})
    source = {"understanding_id": "und-1", "output": "scene"}

    async def indexed(api: AsyncApi) -> Found:
        stream = AsyncRTStream(api, {"id": "rts-1"})
        made = await stream.index(source, name="n", use_for=("semantic",))
        return made, (await stream.list_indexes())[0], await stream.get_index("idx-1")

    made, listed, found = backend.run(indexed)
    assert backend.wire.asked[0].body == {"source": source, "name": "n", "use_for": ["semantic"]}
    assert {each.id for each in (made, listed, found)} == {"idx-1"}
    assert (made.use_for, made.output, found.status) == (["semantic"], "scene", "running")


def test_no_identifier_is_a_sentence_and_asks_nobody(backend: Backend) -> None:
    with pytest.raises(InvalidRequestError):
        backend.run(lambda api: AsyncRTStream(api, {"id": "rts-1"}).get_index(""))
