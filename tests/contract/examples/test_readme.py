"""The program in README.md is one: it records ten seconds and says where they can be watched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.tools.talking import Talking

if TYPE_CHECKING:
    from tests.tools.trying import Person

README = Path(__file__).parents[3] / "README.md"


def test_the_program_of_the_readme_records(person: Person) -> None:
    [program] = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    script = person.folder / "program.py"
    script.write_text(program, "utf-8")
    with Talking(script, env=person.env_with_key, folder=person.folder / "out") as talking:
        talking.wait_for("recording-started ")
        talking.wait_for("recording-complete ")
        assert talking.ended() == 0
    assert httpx.get(talking.lines[-1], trust_env=False).status_code == 200
