"""Every row has a test that walks it with every client that can: a test that goes, or a row that comes, is noticed."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.contract.sdk.rows import OUTSIDE, ROWS, Client, row_of


def claims() -> set[tuple[Client, str]]:
    """What the tests of this folder say they walk, read from their decorators."""
    found = set()
    for file in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "walks":
                client, *names = node.args
                assert isinstance(client, ast.Attribute)
                found |= {(Client[client.attr], ast.literal_eval(name)) for name in names}
    return found


def test_every_row_is_walked_by_every_client_that_can() -> None:
    wanted = {(client, row.name) for row in ROWS for client in row.clients}
    assert sorted(wanted - claims()) == []


def test_ours_walks_every_row_that_the_official_python_sdk_walks() -> None:
    wanted = {row.name for row in ROWS if Client.PYTHON in row.clients}
    assert sorted(wanted - {name for client, name in claims() if client is Client.OURS}) == []


def test_no_test_walks_a_row_that_is_none() -> None:
    names = {row.name for row in ROWS}
    assert sorted(name for _, name in claims() if name not in names) == []


def test_no_row_is_there_twice() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names))


def test_literals_win_over_ids() -> None:
    assert getattr(row_of("POST", "/rtstream/event"), "name", None) == "POST /rtstream/event"
    assert getattr(row_of("POST", "/rtstream/collection/default/search"), "name", None) == "POST /rtstream/collection/{cid}/search"
    assert getattr(row_of("GET", "/rtstream/rts-1/index/scene"), "name", None) == "GET /rtstream/{rid}/index/scene"
    assert getattr(row_of("GET", "/rtstream/rts-1/index/idx-1"), "name", None) == "GET /rtstream/{rid}/index/{iid}"


def test_what_is_outside_is_in_no_row() -> None:
    assert [name for name in OUTSIDE if name in {row.name for row in ROWS}] == []
