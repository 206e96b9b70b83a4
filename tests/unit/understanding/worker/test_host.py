from __future__ import annotations

import queue
import re
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.worker.asking import EngineSpec, Op, Said
from lookhear.understanding.worker.host import EngineHost, make

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lookhear.understanding.worker.wire import Array

HERE = "tests.unit.understanding.worker.test_host"


class Held:
    """Answers when it is let go, one call at a time unless it is told otherwise."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options

    def answer(self, prompt: str, *, schema: object, model: object) -> str:
        if prompt == "wait":
            GATES[str(self.options["gate"])].wait(30)
        if prompt == "bug":
            raise RuntimeError("secret")
        return f"{prompt} by {id(self)}"

    def listen(self, *, language: str) -> object:
        GATES[str(self.options["gate"])].wait(30)
        return language


GATES: dict[str, threading.Event] = {}


def broken(options: Mapping[str, Any]) -> object:
    raise {"settings": EngineFailed("No.", hint="Yes."), "import": ImportError(name="heavy"), "bug": RuntimeError("secret")}[options["why"]]


class Heard:
    """What a host says, one message after the other."""

    def __init__(self, spec: EngineSpec) -> None:
        self.messages: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
        self.host = EngineHost(spec, self.say)
        self.ids = 0
        OPEN.append(self)

    def say(self, header: Mapping[str, object], arrays: Sequence[Array]) -> None:
        self.messages.put(header)

    def ask(self, prompt: str, *, is_urgent: bool = False) -> int:
        self.ids += 1
        args = {"prompt": prompt, "schema": None, "model": None}
        self.host.put({"id": self.ids, "op": Op.ANSWER, "args": args, "is_urgent": is_urgent}, ())
        return self.ids

    def until(self, *wanted: Said) -> Mapping[str, Any]:
        while (message := self.messages.get(timeout=30))["said"] not in wanted:
            pass
        return message


def held(gate: str, threads: int = 1) -> Heard:
    GATES[gate] = threading.Event()
    return Heard(EngineSpec(name="held", factory=f"{HERE}:Held", options={"gate": gate}, threads=threads))


OPEN: list[Heard] = []


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, HERE, sys.modules[__name__])
    yield
    while OPEN:
        OPEN.pop().host.close()


def test_the_first_call_makes_the_engine_and_the_next_ones_use_it() -> None:
    heard = held("first")
    heard.ask("a")
    said = [heard.messages.get(timeout=30)["said"] for _ in range(3)]
    assert said == [Said.LOADING, Said.BEGUN, Said.DONE]
    heard.ask("b")
    assert [heard.messages.get(timeout=30)["said"] for _ in range(2)] == [Said.BEGUN, Said.DONE]


def test_what_is_urgent_goes_in_front_of_what_waits() -> None:
    heard = held("urgent")
    heard.ask("wait")
    heard.until(Said.BEGUN)
    later, urgent = heard.ask("later"), heard.ask("urgent", is_urgent=True)
    GATES["urgent"].set()
    assert [heard.until(Said.DONE)["id"] for _ in range(3)] == [1, urgent, later]


def test_several_calls_at_a_time_where_the_card_says_so() -> None:
    heard = held("several", threads=2)
    heard.ask("wait")
    other = heard.ask("b")
    assert heard.until(Said.DONE)["id"] == other
    GATES["several"].set()
    assert heard.until(Said.DONE)["id"] == 1


def test_what_nobody_waits_for_is_not_begun() -> None:
    heard = held("left")
    heard.ask("wait")
    heard.until(Said.BEGUN)
    heard.host.leave_out(heard.ask("never"))
    last = heard.ask("last")
    GATES["left"].set()
    heard.until(Said.DONE)
    assert heard.until(Said.FAILED, Said.BEGUN)["error"]["kind"] == "busy"
    assert heard.until(Said.DONE)["id"] == last


def test_a_stream_that_nobody_waits_for_any_more_is_forgotten_when_it_is_open() -> None:
    heard = held("unheard")
    for session in (1, 2):
        heard.host.put({"id": session, "op": Op.LISTEN, "args": {"session": session, "language": "en"}}, ())
        heard.until(Said.BEGUN)
        if session == 1:
            heard.host.leave_out(session)
        GATES["unheard"].set()
        assert heard.until(Said.DONE)["id"] == session
    doing = heard.host._doing
    assert doing is not None
    assert list(doing._sessions) == [2]


@pytest.mark.expected_errors
def test_an_engine_that_broke_in_a_way_nobody_expected_is_made_anew() -> None:
    heard = held("bug")
    heard.ask("a")
    first = heard.until(Said.DONE)["value"]
    heard.ask("bug")
    failed = heard.until(Said.FAILED)
    assert (failed["error"]["kind"], failed["is_loading"]) == ("crashed", False)
    assert "secret" not in str(failed)
    heard.ask("a")
    assert heard.messages.get(timeout=30)["said"] is Said.LOADING
    assert heard.until(Said.DONE)["value"] != first


@pytest.mark.expected_errors
@pytest.mark.parametrize(
    ("why", "sentence"), [("settings", "No."), ("import", "its package lacks heavy"), ("bug", r"cannot begin \(RuntimeError\)")]
)
def test_an_engine_that_cannot_be_made_is_busy_until_somebody_mends_it(why: str, sentence: str) -> None:
    heard = Heard(EngineSpec(name="broken", factory=f"{HERE}:broken", options={"why": why}))
    heard.ask("a")
    failed = heard.until(Said.FAILED)
    assert (failed["error"]["kind"], failed["is_loading"]) == ("busy", True)
    assert re.search(sentence, failed["error"]["message"])
    assert "secret" not in str(failed)


@pytest.mark.expected_errors
def test_modules_of_its_own_folder_are_found_behind_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "own_engine_of_a_test.py").write_text(
        "class Maker:\n    @staticmethod\n    def made(options):\n        return options\n", "utf-8"
    )
    (tmp_path / "json.py").write_text("raise SystemExit", "utf-8")
    heard = Heard(EngineSpec(name="own", factory="own_engine_of_a_test:Maker.made", options={"a": 1}, folders=(str(tmp_path),)))
    heard.ask("a")
    heard.until(Said.FAILED)  # options cannot answer
    assert sys.path[-1] == str(tmp_path)
    assert make(EngineSpec(name="own", factory="own_engine_of_a_test:Maker.made", options={"a": 1})) == {"a": 1}
