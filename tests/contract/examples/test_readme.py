"""The program in README.md is one: it records ten seconds and says where they can be watched. The handler is one for its webhooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.tools.talking import Talking

if TYPE_CHECKING:
    from tests.tools.trying import Person

README = Path(__file__).parents[3] / "README.md"


def blocks() -> list[str]:
    """What stands there in Python: a handler of webhooks, and a program."""
    return re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_program_of_the_readme_records(person: Person) -> None:
    [program] = [block for block in blocks() if "asyncio.run(" in block]
    script = person.folder / "program.py"
    script.write_text(program, "utf-8")
    with Talking(script, env=person.env_with_key, folder=person.folder / "out") as talking:
        talking.wait_for("recording-started ")
        talking.wait_for("recording-complete ")
        assert talking.ended() == 0
    assert httpx.get(talking.lines[-1], trust_env=False).status_code == 200


def test_the_handler_of_the_readme_starts_what_it_says(person: Person) -> None:
    [handler] = [block for block in blocks() if "on_webhook" in block]
    script = person.folder / "handler.py"
    begin = 'import lookhear\nconn = lookhear.connect()\nsession = conn.create_capture_session(end_user_id="me")\n'
    script.write_text(begin + handler + 'on_webhook({"event": "capture_session.active", "capture_session_id": session.id})\n', "utf-8")
    with Talking(script, env=person.env_with_key, folder=person.folder / "handled") as talking:
        assert talking.ended() == 0
