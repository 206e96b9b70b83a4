"""Each engine that can be installed has a lock with hashes, and nothing in it that the program itself brings."""

from __future__ import annotations

import importlib.metadata
import re

import pytest

from lookhear.errors import UsageError
from lookhear.understanding.builtin import BUILTIN
from lookhear.understanding.packages.catalogue import LOCKS, PACKAGES, lock_of, package_of

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


@pytest.mark.parametrize("engine", PACKAGES)
def test_a_lock_names_exact_versions_with_hashes(engine: str) -> None:
    text = lock_of(engine).read_text("utf-8")
    pinned = re.findall(r"^[a-z0-9-]+==[^\s;\\]+(?: ;[^\\]*)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE)
    assert len(pinned) == len(PINNED.findall(text)) > 0
    wanted = {re.split(r"[<>=]", each)[0] for each in PACKAGES[engine].requirements}
    assert wanted <= set(PINNED.findall(text))


@pytest.mark.parametrize("engine", PACKAGES)
def test_what_the_program_brings_is_not_in_it(engine: str) -> None:
    own = {re.split(r"[<>=;! ]", each)[0].lower() for each in importlib.metadata.requires("lookhear") or () if "extra ==" not in each}
    assert "numpy" in own
    assert set(PINNED.findall(lock_of(engine).read_text("utf-8"))) & own == set()


def test_what_has_modules_of_its_own_can_be_installed() -> None:
    assert {card.name for card in BUILTIN if card.needs} == set(PACKAGES)
    assert {path.stem for path in LOCKS.iterdir()} == set(PACKAGES)
    assert all(package.licence and package.download_bytes for package in PACKAGES.values())


def test_what_nothing_installs_is_said() -> None:
    with pytest.raises(UsageError, match="nothing to install") as caught:
        package_of("extractive")
    assert "minilm" in caught.value.hint
