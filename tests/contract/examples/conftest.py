"""A stage, a backend with engines whose answers can be computed, and what somebody has who tries the examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.tools.program import Program
from tests.tools.sdk_backend import SdkBackend
from tests.tools.stage import PHRASES, Stage
from tests.tools.trying import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMEOUT_S: Final = 240  # a recording is made in it, on a machine that may be busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):  # this hook sees the items of all folders
            item.add_marker(pytest.mark.linux)
            item.add_marker(pytest.mark.timeout(_TIMEOUT_S))


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Two displays and sound."""
    with Stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SdkBackend]:
    """With every engine; webhooks may reach this computer."""
    with SdkBackend(tmp_path_factory.mktemp("backend"), phrases=PHRASES, webhook_allow=["127.0.0.1/32"]) as running:
        yield running


@pytest.fixture
def person(stage: Stage, backend: SdkBackend, tmp_path: Path) -> Iterator[Person]:
    """Who tries an example."""
    with Program(tmp_path / "home") as program:
        yield Person(stage, backend, program, tmp_path)
