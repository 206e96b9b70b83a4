"""The client's block while the network comes and goes: nothing is lost, and the program never hears of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from tests.contract.quickstart.test_client import completed
from tests.tools.program import Program
from tests.tools.relay import Relay
from tests.tools.sdk_backend import API_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.desktop import VirtualDesktop
    from tests.contract.quickstart.conftest import Developer


@pytest.fixture
def network(developer: Developer) -> Iterator[Relay]:
    """What lies between the desktop and the backend."""
    with Relay(developer.backend.url) as relay:
        yield relay


def test_a_network_that_is_lost_leaves_the_recording_here_and_it_is_handed_over_later(
    developer: Developer, one_display: VirtualDesktop, network: Relay
) -> None:
    session = developer.create_session()
    client = developer.start_client(session, one_display.env, url=network.url)
    client.wait_for("upload-progress")
    network.cut()
    program = Program(client.home)
    assert program.run(one_display.env, "stop").returncode == 0
    told = completed(client, session)
    assert told.payload["uploaded"] is False
    assert developer.session(session.id).status == "active"
    network.mend()
    program.run(one_display.env, "uploads", "--wait")
    assert developer.exported(session.id).exported_video_id
    assert API_KEY.encode() not in network.sent
    assert session.token.encode() in network.sent


def test_a_network_that_comes_back_is_caught_up_with(developer: Developer, one_display: VirtualDesktop, network: Relay) -> None:
    session = developer.create_session()
    client = developer.start_client(session, one_display.env, url=network.url)
    client.wait_for("upload-progress")
    network.cut()
    wait_until(lambda: network.refused, what="the recorder meeting the cut")
    network.mend()
    assert Program(client.home).run(one_display.env, "stop").returncode == 0
    assert completed(client, session).payload["uploaded"] is True
    assert developer.exported(session.id).exported_video_id
