"""`lookhear keys`, on the real rules of a backend in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import keys
from lookhear.cli.main import run
from tests.fakes.asked import AskedBackend
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as backend:
        monkeypatch.setattr(keys, "BackendClient", AskedBackend(backend))
        yield backend


def test_a_key_is_printed_once_listed_and_revoked(backend: ServedBackend, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["keys", "create", "web shop"]) == 0
    secret = capsys.readouterr().out.strip()
    assert backend.ask("GET", "/collection", key=secret).status_code == 200

    assert run(["keys"]) == 0
    start, made = capsys.readouterr().out.splitlines()
    assert start.split()[0] == "start"
    assert "given at the start" in start
    assert made.endswith("web shop")
    assert secret not in made

    assert run(["keys", "revoke", made.split()[0].removeprefix("key-")[:6]]) == 0
    assert made.split()[0] in capsys.readouterr().out
    assert backend.ask("GET", "/collection", key=secret).status_code == 401
    run(["keys", "list"])
    assert "revoked" in capsys.readouterr().out.splitlines()[1]


def test_scripts_get_the_answer_as_it_is(backend: ServedBackend, capsys: pytest.CaptureFixture[str]) -> None:
    run(["keys", "create", "a", "--json"])
    made = json.loads(capsys.readouterr().out)
    run(["keys", "list", "--json"])
    assert [key["id"] for key in json.loads(capsys.readouterr().out)["keys"]] == ["start", made["id"]]
    run(["keys", "revoke", made["id"], "--json"])
    assert json.loads(capsys.readouterr().out) == {"id": made["id"], "revoked": True}


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["revoke"], "Which key"),
        (["revoke", "zzz"], "means no key"),
        (["revoke", "key-"], "means several keys"),
        (["list", "zzz"], "takes no 'zzz'"),
    ],
)
def test_what_means_no_key_or_several_changes_nothing(
    backend: ServedBackend, argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["keys", "create"])
    run(["keys", "create"])
    assert run(["keys", *argv]) == 2
    assert sentence in capsys.readouterr().err
    assert [key["revoked_at"] for key in backend.data("GET", "/key")["keys"]] == [None, None, None]
