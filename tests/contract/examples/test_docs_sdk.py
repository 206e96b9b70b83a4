"""The programs of docs/sdk.md, one after the other, as they stand but for the names that a page leaves to its reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from tests.tools.stage import BUDGET
from tests.tools.talking import Talking

if TYPE_CHECKING:
    from tests.tools.trying import Person

PAGE: Final = Path(__file__).parents[3] / "docs" / "sdk.md"
WHOLE: Final = """
import threading

import lookhear

conn = lookhear.connect()
{creating}
session_id = session.id
{recording}
recorder = threading.Thread(target=lambda: asyncio.run(capture(session_id, token)))
recorder.start()
session.wait_until("active")
{starting}
print("started", flush=True)
recorder.join()
{finding}
"""


def block_with(text: str) -> str:
    """The one block of the page that holds a text."""
    [found] = [each for each in re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL) if text in each]
    return str(found)


def test_the_page_creates_records_understands_and_finds(person: Person) -> None:
    program = WHOLE.format(
        creating=block_with("callback_url="),
        recording=block_with("async def capture"),
        starting=block_with("mic.start_transcript()"),
        finding=block_with("get_shots()"),
    )
    script = person.folder / "program.py"
    script.write_text(program, "utf-8")
    with Talking(script, env=person.env_with_key, folder=person.folder / "out") as talking:
        talking.wait_for("started")
        person.stage.say(BUDGET)
        assert person.program.run(person.env, "stop").returncode == 0
        talking.wait_for("recording-complete ")
        assert talking.ended() == 0
    assert [line for line in talking.lines if re.fullmatch(rf"1\d{{9}}(\.\d+)? {BUDGET}", line)], "seconds since 1970, and what was said"
    assert [line for line in talking.lines if re.fullmatch(rf"{BUDGET} [\d.]+ http.+\.m3u8", line)], "what was found, and where it plays"
    assert httpx.get(talking.lines[-1], trust_env=False).status_code == 200
