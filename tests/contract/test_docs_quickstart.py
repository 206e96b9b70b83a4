"""Every block of docs/backend-quickstart.md is run in its order, as it stands but for the ports, and prints what the page says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import pytest

from demo.desktop import VirtualDesktop
from demo.display import Size
from lookhear.backend.delivery.messages import alert_message, index_message, transcript_message
from lookhear.backend.records import Alert, AlertEvent, PipelineKind, Record
from tests.fakes.stored import STREAM
from tests.tools.live import free_port
from tests.tools.program import end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE: Final = Path(__file__).parents[2] / "docs" / "backend-quickstart.md"
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PORTS: Final = ("8787", "5002")
WITHIN_S: Final = 90
pytestmark = [pytest.mark.linux, pytest.mark.timeout(240)]

# Runs blocks one after the other in one set of names, as somebody does who types them into a prompt.
PROMPT: Final = """
import contextlib, io, json, sys
names = {"__name__": "__main__"}
for line in sys.stdin:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(json.loads(line), "the page", "exec"), names)
    print(json.dumps(printed.getvalue()), flush=True)
"""


@dataclass(frozen=True)
class Block:
    """Code of the page, and what stands below it as its output."""

    language: str
    code: str
    output: str | None


def blocks(text: str) -> list[Block]:
    """The blocks in order; an output belongs to what stands in front of it."""
    found: list[Block] = []
    for language, body in BLOCK.findall(text):
        if language == "text":
            found[-1] = Block(found[-1].language, found[-1].code, body)
        else:
            found.append(Block(language, body, None))
    return found


def as_expected(printed: str, output: str) -> bool:
    """Whether something was printed as the page has it; there ``…`` stands for anything."""
    lines = [" ".join(line.split()) for line in printed.strip().splitlines()]
    wanted = [" ".join(line.split()) for line in output.strip().splitlines()]
    return len(lines) == len(wanted) and all(
        re.fullmatch(re.escape(want).replace("…", ".+"), line) for line, want in zip(lines, wanted, strict=True)
    )


class Reader:
    """Somebody who does what the page says, in a folder and with ports of their own."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self._folder = folder
        self._ports = {port: str(free_port()) for port in PORTS}
        path = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
        self._env = {
            **env,
            "PATH": path,
            "LOOKHEAR_HOME": str(folder / "home"),
            "LOOKHEAR_BACKEND": "none",
        }
        self._children: list[subprocess.Popen[str]] = []
        self._prompt = self._start([sys.executable, "-c", PROMPT])

    def does(self, block: Block) -> str:
        """Run a block and give what it printed, with the ports of the page."""
        code = self._replaced(block.code, self._ports)
        if block.language == "python":
            return self._replaced(self._typed(code), {mine: page for page, mine in self._ports.items()})
        assert block.language == "sh", block.language
        child = self._start(["sh", "-ec", f"exec {code}"])
        assert child.stdout is not None
        if code.startswith("lookhear serve"):  # it goes on
            printed = "".join(child.stdout.readline() for _ in (block.output or "").splitlines())
        elif code.startswith("lookhear record"):
            printed = ""
        else:
            printed, complaint = child.communicate(timeout=WITHIN_S)
            assert child.returncode == 0, complaint
        return self._replaced(printed, {mine: page for page, mine in self._ports.items()})

    def recorded(self) -> int:
        """How the recording ended."""
        recorder = next(child for child in self._children if "lookhear record" in child.args[-1])  # type: ignore[index, operator]
        return recorder.wait(WITHIN_S)

    def _typed(self, code: str) -> str:
        assert self._prompt.stdin is not None
        assert self._prompt.stdout is not None
        self._prompt.stdin.write(json.dumps(code) + "\n")
        self._prompt.stdin.flush()
        line = self._prompt.stdout.readline()
        assert line, self._prompt.stderr.read() if self._prompt.stderr else ""
        printed: str = json.loads(line)
        return printed

    def _start(self, argv: list[str]) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            argv, cwd=self._folder, env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._children.append(child)
        return child

    def _replaced(self, text: str, ports: Mapping[str, str]) -> str:
        for old, new in ports.items():
            text = text.replace(old, new)
        return text

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        for child in reversed(self._children):
            if child.stdin is not None and not child.stdin.closed:
                child.stdin.close()
            end(child)


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(size=Size(640, 360)) as running:
        yield running


def test_the_page_does_what_it_says(desktop: VirtualDesktop, tmp_path: Path) -> None:
    compared = 0
    with Reader(tmp_path, desktop.env) as reader:
        for block in blocks(PAGE.read_text("utf-8")):
            if block.language == "json":
                continue
            printed = reader.does(block)
            if block.output is not None:
                assert as_expected(printed, block.output), f"{block.code}\nprinted\n{printed}\nand not\n{block.output}"
                compared += 1
        assert reader.recorded() == 0
    assert compared == PAGE.read_text("utf-8").count("```text")


def shape(value: Any) -> Any:  # noqa: ANN401 - it is JSON
    """Its keys and the types of what they hold."""
    return {key: shape(item) for key, item in value.items()} if isinstance(value, dict) else type(value)


def test_the_examples_of_messages_have_the_shape_that_is_sent() -> None:
    transcript, index, alert = (json.loads(block.code) for block in blocks(PAGE.read_text("utf-8")) if block.language == "json")
    record = Record(
        id=1,
        pipeline_id="scene-idx-1",
        kind=PipelineKind.VISUAL,
        stream_id=STREAM.id,
        session_id=STREAM.session_id,
        collection_id="default",
        start_ns=1,
        end_ns=2,
        text="something",
        created_ns=3,
    )
    event = AlertEvent(id="event-1", prompt="", label="sensitive_content", created_ns=1)
    told = Alert(id="alert-1", pipeline_id=record.pipeline_id, event_id=event.id, created_ns=1)
    assert shape(transcript) == shape(transcript_message(STREAM, text="something", is_final=True, start_ns=1, end_ns=2))
    assert shape(index) == shape(index_message(STREAM, record))
    assert shape(alert) == shape(alert_message(STREAM, record, alert=told, event=event, confidence=0.92))


@pytest.mark.parametrize(
    ("printed", "output", "is_it"),
    [("a b\n", "a  b\n", True), ("cap-1 x", "cap-… x", True), ("cap-1 y", "cap-… x", False), ("a\nb", "a", False), ("", "a", False)],
)
def test_what_is_printed_is_compared_word_for_word(printed: str, output: str, is_it: bool) -> None:  # noqa: FBT001
    assert as_expected(printed, output) is is_it
