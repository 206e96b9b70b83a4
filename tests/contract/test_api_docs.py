"""docs/api.md is what the backend says of itself."""

from __future__ import annotations

import subprocess
import sys

from tests.arch.tree import ROOT


def test_the_page_of_the_api_is_up_to_date() -> None:
    result = subprocess.run([sys.executable, str(ROOT / "scripts" / "api_docs.py"), "--check"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_page_names_every_route_with_who_may_ask() -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert page.count("\n### `") == page.count("\n- for: ")
    assert page.count("\n### `") > 100
