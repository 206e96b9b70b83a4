"""How the engine behaves as a process, seen by the official SDKs (contract §6.4): no call hangs, no process stays."""

from __future__ import annotations

import os
import signal
import socket
from typing import TYPE_CHECKING, Any, Final

import pytest

from demo.process import wait_until
from lookhear import __version__
from lookhear.system.processes import is_running
from tests.contract.engine.official import engines_of, has_ended, next_answers, told_of
from tests.tools.driven import DrivenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.contract.engine.official import Official, OfficialClient
    from tests.tools.stage import Stage

NOWHERE: Final = "http://127.0.0.1:9"  # the port of "discard", at which nobody is
START: Final[dict[str, Any]] = {"sessionId": "cap-1", "uploadToken": "st-1", "channels": [{"channel_id": "display:1", "type": "video"}]}


@pytest.fixture
def silent_url() -> Iterator[str]:
    """Where connections are taken and nothing is ever answered."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def gone(pid: int) -> None:
    """Wait for the end of a process."""
    wait_until(lambda: has_ended(pid), what=f"the end of the engine {pid}")


def test_channels_are_listed_as_each_sdk_reads_them(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    groups = client.call("channels")
    assert [each["id"] for each in groups["displays"]] == ["display:1", "display:2"]
    assert groups["mics"][0]["id"] == "mic:default"
    assert groups["system_audio"][0]["id"] == "system_audio:default"
    assert {each["type"] for each in groups["displays"]} == {"video"}
    assert {each["type"] for each in groups["mics"]} == {"audio"}
    names = [each["name"] for each in groups["displays"]]
    assert names == (["display:1", "display:2"] if client.sdk.name == "python" else ["Display 1 (DUMMY0)", "Display 2 (DUMMY1)"])


def test_permissions_are_granted(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    for kind in ("microphone", client.sdk.screen_capture):
        assert client.call("permission", kind=kind) == client.sdk.granted


def test_an_unknown_permission_is_refused_by_the_sdk_or_by_the_engine(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    with pytest.raises(DrivenError, match="nvalid permission"):
        client.call("permission", kind="telepathy")
    with pytest.raises(DrivenError) as refused:
        client.call("raw", command="requestPermission", params={"permission": "telepathy"})
    assert told_of(refused.value.told)["code"] == "usage"


def test_a_list_of_channels_that_is_too_long_for_one_line_still_comes(python_sdk: Official, stage: Stage, tmp_path: Path) -> None:
    name = "long-" * 180
    desktop = stage.desktop
    sinks = [desktop.load_module("module-null-sink", f"sink_name=many{n} sink_properties=device.description={name}") for n in range(40)]
    try:
        with python_sdk.client(desktop.env, tmp_path / "home") as client:
            client.new(url=NOWHERE)
            groups = client.call("channels")
            assert client.call("channels") == groups  # a line of 64 KiB would have ended the SDK's reader, and every call hung
    finally:
        for sink in sinks:
            desktop.unload_module(sink)
    assert len(groups["system_audio"]) > len(sinks)


def test_shutdown_is_answered_and_ends_the_engine_in_order(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    client.call("listen")
    client.call("channels")
    pid = client.engine()
    code = client.call("shutdown")
    gone(pid)
    if client.sdk.name == "python":
        assert code == 0
        wait_until(lambda: client.call("told")["over"], what="the end of events()")
    else:
        assert client.wait_for("shutdown") == {"code": 0, "signal": ""}
    client.call("shutdown")  # again


def test_the_next_call_after_an_engine_was_killed_has_a_new_one(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    client.call("channels")
    pid = client.engine()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid), what="the SDK seeing its end")  # before that, a call of the Python SDK would hang
    wait_until(lambda: next_answers(client), what="a new engine")
    assert client.engine() != pid
    # of a session that this engine has never seen
    assert client.call("raw", command="stopRecording", params={"sessionId": "cap-never"})["status"] == "stopped"


def test_a_command_that_waits_is_answered_when_a_signal_ends_the_engine(client: OfficialClient, silent_url: str) -> None:
    client.new(url=silent_url)
    client.call("channels")
    pid = client.engine()
    starting = client.driven.begin("raw", command="startRecording", params=START)
    wait_until(lambda: _is_recorded(client), what="the recording")
    os.kill(pid, signal.SIGTERM)
    with pytest.raises(DrivenError) as ended:
        starting.result(30)
    assert told_of(ended.value.told)["code"] == "shutting_down"
    gone(pid)
    if client.sdk.name == "node":
        assert client.wait_for("shutdown") == {"code": 0, "signal": ""}


def _is_recorded(client: OfficialClient) -> bool:
    return any((client.home / "recordings").glob("*/*"))


def test_the_engine_ends_with_the_program_that_started_it(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    client.call("channels")
    pid = client.engine()
    client.driven.kill()
    gone(pid)
    assert engines_of(client.home) == []


def test_stopping_before_starting(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    client.call("channels")
    if client.sdk.name == "python":
        with pytest.raises(DrivenError, match="No active capture session"):
            client.call("stop")
    else:
        client.call("stop")  # "current"


def test_commands_that_make_no_sense_are_errors_with_a_code_and_a_sentence(client: OfficialClient) -> None:
    client.new(url=NOWHERE)
    client.call("channels")
    for command, params, code in (
        ("dance", {}, "usage"),
        ("pauseTracks", {"tracks": ["mic"]}, "control.not_now"),
        ("startRecording", {}, "usage"),
        ("startRecording", START | {"channels": []}, "capture.nothing"),
        ("startRecording", START | {"channels": [None, {"channel_id": None}]}, "capture.nothing"),
    ):
        with pytest.raises(DrivenError) as refused:
            client.call("raw", command=command, params=params)
        told = told_of(refused.value.told)
        assert (refused.value.name, told["code"]) == (client.sdk.refusal, code)
        assert told["message"].endswith(".")
    assert client.call("raw", command="ping", params={}) == {}


def test_node_asks_the_engine_for_its_version(node_sdk: Official, stage: Stage, tmp_path: Path) -> None:
    with node_sdk.client(stage.desktop.env, tmp_path / "home") as client:
        client.new(url=NOWHERE)
        assert client.call("version") == f"lookhear {__version__}"
