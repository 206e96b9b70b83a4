from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lookhear.backend.streams.shares import ensure_share, new_slug
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path


def test_a_slug_is_safe_in_a_url_and_never_the_same() -> None:
    slugs = {new_slug() for _ in range(100)}
    assert len(slugs) == 100
    assert all(re.fullmatch(r"[\w-]{22}", slug, re.ASCII) for slug in slugs)


def test_a_target_has_one_lasting_link(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        first = backend.store.write(lambda tx: ensure_share(tx, "cap-1", now_ns=5))
        assert (first.target, first.created_ns, first.expires_ns) == ("cap-1", 5, None)
        assert backend.store.write(lambda tx: ensure_share(tx, "cap-1", now_ns=6)) == first
