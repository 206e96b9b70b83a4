"""`lookhear webhooks`, on the real rules of a backend in this process."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import DeliveryState
from lookhear.cli import webhooks
from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.main import run
from tests.fakes.asked import AskedBackend
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as backend:
        monkeypatch.setattr(webhooks, "BackendClient", AskedBackend(backend))
        for number in (1, 2):
            backend.created(callback_url=f"https://hooks{number}.example/path?secret=1")
        yield backend


def give_up(backend: ServedBackend) -> None:
    def work(tx: Transaction) -> None:
        for row in tx.outbox.search(limit=9):
            tx.outbox.update(replace(row, state=DeliveryState.DEAD, attempts=20, status=503, error="It answered 503."))

    backend.store.write(work)


def test_the_list_says_what_became_of_each_and_tells_no_secret_of_a_url(backend: ServedBackend, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["webhooks"]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "1"
    assert "waits  capture_session.created  cap-" in first
    assert first.endswith("hooks1.example")
    assert second.endswith("hooks2.example")
    assert last == "2 wait, 0 dead, 0 delivered lately."


def test_dead_ones_are_listed_with_their_reason_and_sent_again(backend: ServedBackend, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["webhooks", "resend", "--dead"]) == 0
    assert capsys.readouterr().out == "None was given up.\n"
    give_up(backend)
    assert run(["webhooks", "list", "--dead", "--limit", "1"]) == 0
    line, last = capsys.readouterr().out.splitlines()
    assert "dead, 20 tries" in line
    assert line.endswith("hooks2.example  It answered 503.")
    assert last.startswith("0 wait, 2 dead")
    assert run(["webhooks", "resend", "1"]) == 0
    assert capsys.readouterr().out == "Webhook 1 is sent again.\n"
    assert run(["webhooks", "resend", "--dead"]) == 0
    assert capsys.readouterr().out == "1 is sent again.\n"
    assert backend.data("GET", "/webhook/delivery")["counts"]["waiting"] == 2


def test_one_session_is_meant_when_it_is_named(backend: ServedBackend, capsys: pytest.CaptureFixture[str]) -> None:
    give_up(backend)
    session_id = backend.data("GET", "/webhook/delivery/1")["session_id"]
    assert run(["webhooks", "list", "--session", session_id, "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)["deliveries"]] == [1]
    assert run(["webhooks", "resend", "--dead", "--session", session_id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"resent": 1}
    assert backend.data("GET", "/webhook/delivery?state=dead")["deliveries"][0]["id"] == 2


def test_the_secret_is_printed_and_rotated(backend: ServedBackend, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["webhooks", "secret"]) == 0
    secret = capsys.readouterr().out.strip()
    assert run(["webhooks", "secret", "--rotate"]) == 0
    new, old = capsys.readouterr().out.splitlines()
    assert new != secret
    assert old.startswith(f"{secret}  good until ")
    assert run(["webhooks", "secret", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["secret"] == new


@pytest.mark.parametrize(
    "words",
    [
        ["resend"],
        ["resend", "1", "--dead"],
        ["resend", "1", "--session", "cap-1"],
        ["resend", "--dead", "--limit", "1"],
        ["list", "1"],
        ["list", "--rotate"],
        ["secret", "--dead"],
        ["secret", "1"],
    ],
)
def test_what_contradicts_itself_is_told(backend: ServedBackend, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert run(["webhooks", *words]) == ExitCode.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("lookhear: ")
    assert backend.data("GET", "/webhook/delivery")["counts"]["waiting"] == 2


@pytest.mark.parametrize(
    "words", [["resend", "x"], ["resend", "0"], ["resend", "-1"], ["list", "--limit", "0"], ["list", "--limit", "201"], ["drop"]]
)
def test_what_is_no_number_is_no_webhook(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["webhooks", *words])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
