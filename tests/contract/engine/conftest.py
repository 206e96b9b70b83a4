"""One desktop, one backend, and both official SDKs with our engine plugged in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.contract.engine.official import Official, OfficialClient, node_project, official_node, official_python, python_with_the_extra
from tests.tools.sdk_backend import SdkBackend
from tests.tools.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TIMEOUT_S: Final = 300


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "engine" in item.path.parts and "contract" in item.path.parts:  # this hook sees the items of all folders
            item.add_marker(pytest.mark.linux)
            item.add_marker(pytest.mark.timeout(_TIMEOUT_S))


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Two displays and sound."""
    with Stage(tmp_path_factory.mktemp("engine-stage")) as running:
        yield running


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SdkBackend]:
    """It understands nothing, and need not."""
    with SdkBackend(tmp_path_factory.mktemp("engine-backend"), phrases=None) as running:
        yield running


@pytest.fixture(scope="session")
def python_sdk(tmp_path_factory: pytest.TempPathFactory) -> Official:
    """The Python SDK, installed with its extra."""
    return official_python(python_with_the_extra(tmp_path_factory.mktemp("python")))


@pytest.fixture(scope="session")
def node_sdk(tmp_path_factory: pytest.TempPathFactory) -> Official:
    """The Node SDK in a project of somebody's."""
    return official_node(node_project(tmp_path_factory.mktemp("node")))


@pytest.fixture(params=["python", "node"])
def sdk(request: pytest.FixtureRequest) -> Official:
    """Each of both."""
    found: Official = request.getfixturevalue(f"{request.param}_sdk")
    return found


@pytest.fixture
def client(sdk: Official, stage: Stage, tmp_path: Path) -> Iterator[OfficialClient]:
    """A program that uses it on the desktop."""
    with sdk.client(stage.desktop.env, tmp_path / "home") as running:
        yield running
