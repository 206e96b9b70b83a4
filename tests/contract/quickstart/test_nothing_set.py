"""The page on a computer where nothing is set and a backend runs: no key, no address, and not a letter changed but the identifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from tests.contract.quickstart.blocks import CONNECTED, block
from tests.contract.quickstart.programs import Programs, of_desktop
from tests.tools.program import Program
from tests.tools.sdk_backend import API_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    """What a person starts."""
    with Programs(tmp_path) as started:
        yield started


@pytest.fixture
def env(one_display: VirtualDesktop, tmp_path: Path) -> dict[str, str]:
    """Of the person's programs: nothing but where their home is, and what holds by itself outside of tests."""
    return {**of_desktop(one_display.env), "LOOKHEAR_HOME": str(tmp_path / "home"), "LOOKHEAR_BACKEND": "embedded"}


def test_a_session_is_made_recorded_and_exported_by_the_backend_of_this_computer(
    programs: Programs, env: dict[str, str], tmp_path: Path
) -> None:
    with Program(tmp_path / "home") as person:
        serving = person.start(env, "serve", "--port", "0")
        assert serving.stdout is not None
        assert serving.stdout.readline()
        printed = re.fullmatch(r"Session: (cap-\S+), Token: (\S+)\n", programs.run(block("create_session.txt"), env=env))
        assert printed
        client = programs.start(block("client.txt", session_id=printed[1], token=printed[2]), env=env)
        client.wait_for("upload-progress")
        assert person.run(env, "stop").returncode == 0
        assert client.ended() == 0, client.err
        assert [client.told()[0].event, client.told()[-1].event] == ["recording-started", "recording-complete"]

        def is_exported() -> bool:
            asked = f"{CONNECTED}print(conn.get_capture_session({printed[1]!r}).status)"
            return programs.run(asked, env=env) == "exported\n"

        wait_until(is_exported, what="the video")


@pytest.mark.parametrize(("more", "error"), [({}, "AuthenticationError"), ({"VIDEO_DB_API_KEY": API_KEY}, "ConnectionFailed")])
def test_without_a_backend_it_is_said_how_one_is_started(programs: Programs, env: dict[str, str], more: dict[str, str], error: str) -> None:
    program = programs.start(block("create_session.txt"), env={**env, **more})
    assert program.ended() == 1
    sentence, hint = program.err.splitlines()[-2:]
    assert f"{error}: " in sentence
    assert "lookhear serve" in hint
    assert "VIDEODB_BASE_URL" in hint
