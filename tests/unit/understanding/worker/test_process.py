from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.understanding.worker.process import WorkerProcess, cause_of

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.understanding.worker.wire import Frame

HEAD = "import sys, struct; say = lambda text: sys.stdout.buffer.write(struct.pack('<4sIQ', b'LHw1', len(text), 0) + text)\n"
ECHO = """
while head := sys.stdin.buffer.read(16):
    say(sys.stdin.buffer.read(struct.unpack('<4sIQ', head)[1]))
    sys.stdout.buffer.flush()
"""


class Started:
    """A program that stands in for a worker, and what came from it."""

    def __init__(self, source: str, *, log: Path | None = None) -> None:
        self.frames: list[Frame] = []
        self.code: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.process = WorkerProcess(
            [sys.executable, "-c", HEAD + source],
            environ=os.environ,
            log=log,
            loop=asyncio.get_running_loop(),
            heard=self.frames.append,
            ended=self.code.set_result,
        )

    async def end(self) -> int:
        async with asyncio.timeout(30):
            code = await self.code
        await asyncio.to_thread(self.process.join)
        return code


async def story(source: str, *said: dict[str, object], log: Path | None = None) -> tuple[list[object], int]:
    started = Started(source, log=log)
    for each in said:
        started.process.say(each)
    started.process.close()
    code = await started.end()
    return [frame.header for frame in started.frames], code


def test_messages_go_over_in_their_order_and_the_end_comes_last() -> None:
    said: list[dict[str, object]] = [{"number": number, "text": "x" * 3000} for number in range(100)]
    assert asyncio.run(story(ECHO, *said)) == (said, 0)


def test_what_is_no_message_ends_it(tmp_path: Path) -> None:
    _, code = asyncio.run(story("print('hello, this is no message'); sys.stdout.flush(); sys.stdin.read(); import time; time.sleep(60)"))
    assert code != 0


def test_what_was_said_before_the_end_is_heard() -> None:
    assert asyncio.run(story("say(b'{\"a\": 1}'); sys.stdout.flush(); sys.exit(9)")) == ([{"a": 1}], 9)


def test_its_errors_go_where_they_are_wanted(tmp_path: Path) -> None:
    log = tmp_path / "log"
    asyncio.run(story("print('oh', file=sys.stderr)", log=log))
    assert log.read_text("utf-8").strip() == "oh"


def test_a_message_that_cannot_be_sent_ends_it() -> None:
    async def scene() -> int:
        started = Started(ECHO)
        started.process.say({"number": float("nan")})
        started.process.say({"number": 1})
        return await started.end()

    assert asyncio.run(scene()) != 0


def test_one_that_will_not_leave_is_killed() -> None:
    async def scene() -> int:
        started = Started("sys.stdout.close(); import time; time.sleep(60)")
        started.process.kill()
        return await started.end()

    assert asyncio.run(scene()) != 0


def test_a_loop_that_has_ended_hears_nothing_and_nothing_breaks() -> None:
    async def scene() -> WorkerProcess:
        return Started(ECHO).process

    process = asyncio.run(scene())
    process.say({"a": 1})
    process.close()
    process.join()


@pytest.mark.parametrize(
    ("code", "words"), [(0, "with exit code 0"), (7, "with exit code 7"), (-9, "by SIGKILL"), (-999, "with exit code -999")]
)
def test_an_exit_code_in_words(code: int, words: str) -> None:
    assert cause_of(code) == words
