"""examples/quickstart: two programs, a recording that another terminal ends, and what the backend prints of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx

from tests.tools.live import free_port
from tests.tools.stage import BUDGET

if TYPE_CHECKING:
    from tests.tools.trying import Person


def test_what_is_said_at_the_desktop_is_printed_by_the_backend(person: Person) -> None:
    with person.runs("quickstart/backend.py", env={**person.env_with_key, "PORT": str(free_port())}) as backend:
        minted = re.fullmatch(r"Session: (cap-\S+), Token: (\S+)", backend.wait_for("Session: "))
        assert minted is not None
        handed_over = {"VIDEO_DB_CAPTURE_SESSION_ID": minted[1], "VIDEO_DB_CLIENT_TOKEN": minted[2]}
        with person.runs("quickstart/client.py", env={**person.env, **handed_over}) as client:
            client.wait_for("recording-started: ")
            backend.wait_for("capture_session.active")
            person.stage.say(BUDGET)
            assert person.program.run(person.env, "stop").returncode == 0
            client.wait_for("recording-complete: ")
            assert client.ended() == 0
        assert backend.ended() == 0
    assert [line for line in backend.lines if line.startswith("capture_session.")] == [
        f"capture_session.{state}" for state in ("created", "starting", "active", "stopping", "stopped", "exported")
    ]
    assert f"said: {BUDGET}" in backend.lines
    watch = next(line.removeprefix("watch: ") for line in backend.lines if line.startswith("watch: "))
    page = httpx.get(watch, trust_env=False)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert not [line for line in client.lines if "unknown" in line or line.startswith("error")]


def test_placeholders_end_in_a_sentence_and_not_in_waiting(person: Person) -> None:
    handed_over = {"VIDEO_DB_CAPTURE_SESSION_ID": "cap-xxx", "VIDEO_DB_CLIENT_TOKEN": "token-xxx"}
    with person.runs("quickstart/client.py", env={**person.env, **handed_over}) as client:
        assert client.ended() == 1
    assert client.lines == []
    said = (person.folder / "quickstart-client.py" / "stderr.txt").read_text("utf-8")
    assert "does not know the token" in said
    assert "Traceback" not in said
    assert person.program.json(person.env, "recordings")["recordings"] == []


def test_a_session_that_was_not_handed_over_is_asked_for(person: Person) -> None:
    with person.runs("quickstart/client.py", env=person.env) as client:
        assert client.ended() == 1
    said = (person.folder / "quickstart-client.py" / "stderr.txt").read_text("utf-8")
    assert said == "Set VIDEO_DB_CAPTURE_SESSION_ID and VIDEO_DB_CLIENT_TOKEN to what backend.py printed.\n"
